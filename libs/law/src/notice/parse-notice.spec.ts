import { readFileSync } from 'node:fs';
import { chineseNumeral, parseChineseNumeral } from './chinese-numerals.ts';
import { noticeClauses } from './notice-clauses.ts';
import { noticeDocument } from './notice-document.ts';
import { parseNotice } from './parse-notice.ts';

const source = readFileSync(new URL('../../data/notice-2020-349.txt', import.meta.url), 'utf8');
const textOf = (id: string): string | undefined => noticeClauses.find((clause) => clause.id === id)?.text;

describe('the department’s notice 吉工信综合〔2020〕349号', () => {
  it('is in the code what it is in the source', () => {
    expect({ ...noticeDocument, clauses: noticeClauses }).toEqual(parseNotice(source));
  });
  it('has its head', () => {
    expect(noticeDocument).toMatchObject({
      title: '吉林省工业和信息化厅关于印发政务公开工作制度的通知',
      documentNumber: '吉工信综合〔2020〕349号',
      addressees: '厅机关各处室,厅经济信息中心、省促进中小企业发展服务中心',
      issuer: '吉林省工业和信息化厅',
      documentDatedOn: '2020-12-31',
      body: '《吉林省工业和信息化厅政府信息公开实施办法》等工作制度已经厅领导审定,现印发给你们,请结合实际工作认真贯彻落实。',
    });
  });
  it('lists seven annexes and carries four; annex 3 is called otherwise in the list than it calls itself', () => {
    expect(noticeDocument.annexTitles.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(noticeDocument.annexTitles[6]?.title).toBe('吉林省工业和信息化厅关于推进政务新媒体健康有序发展的实施方案');
    expect(noticeDocument.annexes.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(noticeDocument.annexes[2]).toMatchObject({ title: '吉林省工业和信息化厅政府信息公开保密审查制度', listedTitle: '吉林省工业和信息化厅政府信息公开保密审核制度' });
  });
  it('loses no character of the annexes: articles, headings and preambles put together are the source', () => {
    const squeeze = (text: string): string => text.replace(/\s/g, '');
    for (const annex of noticeDocument.annexes) {
      const articles = noticeClauses.filter((clause) => clause.parent === `A${annex.number}`);
      const rebuilt = annex.chapters.map((chapter) => {
        const texts = articles.filter(({ id }) => chapter.articles.includes(id)).map(({ text }) => text);
        return texts[0]?.startsWith(chapter.title) ? texts : [chapter.title, ...texts];
      });
      const all = annex.chapters.length === 0 ? articles.map(({ text }) => text) : rebuilt.flat();
      expect(squeeze([annex.preamble, ...all].join(''))).toBe(squeeze(annex.body));
      expect(squeeze(source)).toContain(squeeze(`附件${annex.number}${annex.title}${annex.body}`));
    }
  });
  it('has 26, 23 and 11 articles and 6 parts, without a gap', () => {
    const articles = (annex: number): string[] => noticeClauses.filter(({ parent }) => parent === `A${annex}`).map(({ id }) => id);
    for (const [annex, count] of [[1, 26], [2, 23], [3, 11], [4, 6]] as const) {
      expect(articles(annex)).toEqual(Array.from({ length: count }, (_, index) => `A${annex}-${index + 1}`));
    }
    const items = (article: string): number => noticeClauses.filter(({ parent }) => parent === article).length;
    expect(['A1-6', 'A1-7', 'A1-14', 'A1-14-2', 'A1-17', 'A1-19', 'A1-23', 'A2-5', 'A2-12', 'A3-2', 'A3-9', 'A4-3', 'A4-5', 'A4-6'].map(items)).toEqual([12, 7, 2, 3, 4, 11, 3, 4, 8, 3, 3, 2, 2, 3]);
    expect(noticeClauses).toHaveLength(133);
  });
  it('gives each clause its words and its name', () => {
    expect(noticeClauses.find(({ id }) => id === 'A1-17-2')).toEqual({
      id: 'A1-17-2', title: '附件1第十七条第(二)项', annex: 1, verbatim: true, parent: 'A1-17', source: '附件1《吉林省工业和信息化厅政府信息公开实施办法》',
      text: '(二)对申请内容不明确的,承办处室自收到申请之日起7个工作日内一次性告知申请人作出补正,说明需要补正的事项和合理的补正期限;',
    });
    expect(noticeClauses.find(({ id }) => id === 'A1-14-2-3')?.title).toBe('附件1第十四条第(二)项第3目');
    expect(textOf('A1-14-1')).toBe('(一)我厅发文主动公开\n文件承办处室在省工信厅发文用纸上标注信息是否公开,按照发文流程履行审批程序后,交厅公开办统一公开。');
    expect(textOf('A1-6-4')).toBe('(四) 办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果;');
    expect(textOf('A4-3-2')).toContain('厅办公室牵头');
    expect(textOf('A1-3')).toContain('厅机关各处室确定一名政务公开信息员');
    expect(textOf('A2-10')).toMatch(/^第十条 政府信息公开申请内容不明确的.*不再处理该政府信息公开申请。$/);
  });
  it('knows the bodies it names and where', () => {
    const where = (name: string): readonly number[] | undefined => noticeDocument.bodies.find((body) => body.name === name)?.mentionedIn;
    expect(where('法规处')).toEqual([1]);
    expect(where('厅公开办')).toEqual([1, 2, 4]);
    expect(where('厅保密委员会办公室')).toEqual([3]);
    expect(where('厅经济信息中心')).toEqual([0]);
    expect(where('信息中心')).toEqual([4]);
  });
});

describe('parseNotice', () => {
  const notice = (annex: string): string => `关于某事的\n通知\n某工信〔2021〕1号\n各处室：\n请执行。\n附件：1.某办法\n2．某方案\n某厅\n2021年3月5日\n${annex}`;
  it('tolerates full-width brackets and colons, spaces, a byte-order mark and Windows line ends', () => {
    const parsed = parseNotice(`\uFEFF${notice('附件 1\n某办法\n第一章总则\n第一条　甲：\n （一） 乙；\n  1．丙\n(二)丁。\n第二条戊')}`.replaceAll('\n', '\r\n'));
    expect(parsed.title).toBe('关于某事的通知');
    expect(parsed.documentDatedOn).toBe('2021-03-05');
    expect(parsed.clauses.map(({ id }) => id)).toEqual(['A1-1', 'A1-1-1', 'A1-1-1-1', 'A1-1-2', 'A1-2']);
    expect(parsed.annexes[0]?.chapters).toEqual([{ title: '第一章 总则', articles: ['A1-1', 'A1-2'] }]);
    expect(parsed.annexTitles[1]).toEqual({ number: 2, title: '某方案' });
  });
  it('names the place where the text is broken', () => {
    expect(() => parseNotice(notice('附件1\n某办法\n第一条 甲:\n(一)乙\n(三)丙'))).toThrow('A1-1: item 3 follows item 1');
    expect(() => parseNotice(notice('附件3\n某办法\n第一条 甲'))).toThrow('annex 3 is not in the notice');
    expect(() => parseNotice(notice('附件1\n某办法\n甲'))).toThrow('neither articles nor parts');
    expect(() => parseNotice('一封信\n你好:')).toThrow('not a notice');
  });
});

describe('Chinese numerals', () => {
  it('are read and written', () => {
    expect(['一', '十', '十一', '二十', '二十六', '九十九'].map(parseChineseNumeral)).toEqual([1, 10, 11, 20, 26, 99]);
    for (let value = 1; value < 100; value += 1) expect(parseChineseNumeral(chineseNumeral(value))).toBe(value);
    for (const bad of ['', '百', '一一', '二十十', '26']) expect(() => parseChineseNumeral(bad)).toThrow(RangeError);
    for (const bad of [0, 100, 1.5]) expect(() => chineseNumeral(bad)).toThrow(RangeError);
  });
});
