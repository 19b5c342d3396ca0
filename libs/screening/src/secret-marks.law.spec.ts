import { readFileSync } from 'node:fs';
import { findSecretMarks } from './secret-marks.rule.ts';

const worst = (text: string): string[] => findSecretMarks(text).map((finding) => `${finding.kind} ${finding.severity}`);

describe('marks of state secrets (A3-2-1; 保守国家秘密法 Art. 22)', () => {
  it.each([
    '秘密★1年', '机密★5年', '秘密★6个月', '绝密★长期', '机密★20年', '机密★', '机密★会议开始前', '绝密★2027年5月1日前', '绝密★启用前',
    '秘密☆1年', '秘密*1年', '机密＊５年', '机密⭐5年', '秘密★十年', '秘密✩', '秘密*',
    '机　密 ★ ５ 年', '秘\n密\n★\n1\n年', '机-密-★-5-年', '绝\u200b密\u00ad★\ufe0f30年', '絕密★30年', '機密★5年', '祕密★1年',
    '“机密”★5年', '【秘密★1年】', '★机密', '★秘密5年', '机密\uF0AB5年', '秘密\t★\t1年', '秘密 | ★1年', '商业秘密★5年',
  ])('finds %j', (mark) => {
    for (const text of [mark, `吉林省工业和信息化厅文件\n${mark}\n关于某事的通知`]) {
      const finding = findSecretMarks(text).find((candidate) => candidate.severity === 'FORBIDDEN');
      expect(finding).toMatchObject({ kind: 'STATE_SECRET_MARK', clause: 'A3-2-1' });
      expect(text.slice(finding?.from, finding?.to)).toMatch(/[密]/u);
    }
  });

  it.each(['机密', '【绝密】', '秘密 10年', '机密(长期)', '密级:机密', '密级：秘 密', '密级\t机密\t页数', '★10年', '★长期'])('finds %j, which has lost its star or its grade', (mark) => {
    expect(worst(`关于某事的通知\n${mark}\n各处室:`)).toContain('STATE_SECRET_MARK FORBIDDEN');
  });

  it.each([
    '标明密级的秘密、机密、绝密文件', '保守国家秘密法', '涉及国家秘密、商业秘密、个人隐私的', '明确标识为“秘密”“机密”“绝密”的政府信息不予公开',
    '国家秘密的密级分为绝密、机密、秘密三级', '密级:秘密、机密、绝密三级', '不得泄露国家\n秘密\n和商业秘密', '这是机密的事', '★ 重要提示:请按时参加会议',
    '★★★★★级酒店', '★2026年11月24日召开会议', '机要件按机密件管理', '5*6年', '投标人须知前附表中标★的为实质性条款',
  ])('leaves the prose %j alone', (prose) => {
    expect(findSecretMarks(prose).filter((finding) => finding.kind === 'STATE_SECRET_MARK')).toEqual([]);
  });

  it('weighs a doubtful form less, and does not drop it', () => {
    expect(worst('**秘密**是什么')).toEqual(['STATE_SECRET_MARK WARN']);
    expect(worst('绝密\n机密\n秘密')).toEqual(['STATE_SECRET_MARK BLOCK', 'STATE_SECRET_MARK BLOCK', 'STATE_SECRET_MARK BLOCK']);
    expect(worst('★会议开始前')).toEqual(['STATE_SECRET_MARK BLOCK']);
    expect(worst('国家秘密★')).toEqual(['STATE_SECRET_MARK BLOCK']);
  });

  it('lets the department’s own notice pass, which speaks of marks and caveats in quotation marks', () => {
    const notice = readFileSync(new URL('../fixtures/notice-2020-349.txt', import.meta.url), 'utf8');
    expect(worst(notice)).toEqual(['CAVEAT_MARKING WARN', 'CAVEAT_MARKING WARN']);
  });

  it('does not take long over text that is nothing but marks or their beginnings', () => {
    const many = findSecretMarks('秘密★1年\n'.repeat(60_000));
    expect(many).toHaveLength(501);
    expect(many.at(-1)?.suggestion).toContain('超过500处');
    expect(findSecretMarks(`密级${' '.repeat(300_000)}密`.repeat(3))).toEqual([]);
  }, 10_000);
});

describe('caveat markings and work secrets (A3-2-3, SEC-04)', () => {
  it.each(['内部文件', '内部资料', '内部使用', '注意保存', '注意保管', '注意保密', '不得外传', '内 部 资 料', '【内部文件】', '内部事项 注意保管', '本件仅供内部使用,不得外传。'])('finds the marking %j', (mark) => {
    const found = findSecretMarks(`${mark}\n关于某事的报告`);
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found) expect(finding).toMatchObject({ kind: 'CAVEAT_MARKING', severity: 'BLOCK', clause: 'A3-2-3' });
  });
  it('only warns of a phrase that stands in a sentence', () => {
    expect(worst('公司内部使用的设备应当按照规定的程序进行登记造册并且定期进行清点核对')).toEqual(['CAVEAT_MARKING WARN']);
  });
  it('tells a work secret from a state secret', () => {
    expect(worst('工作秘密')).toEqual(['WORK_SECRET BLOCK']);
    expect(worst('机关、单位对履行职能过程中产生或者获取的不属于国家秘密但泄露后会造成一定不利影响的工作秘密,适用有关规定')).toEqual(['WORK_SECRET WARN']);
  });
});
