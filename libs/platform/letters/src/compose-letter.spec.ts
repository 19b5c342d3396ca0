import { localDate } from '@disclosure/kernel';
import { composeLetter } from './compose-letter.ts';
import type { LetterInput } from './letter-input.ts';
import { composed, replyInput, sheets } from './letters.fixture.ts';
import { loadTemplates, type TemplateSet } from './template.loader.ts';

let templates: TemplateSet;
beforeAll(async () => {
  templates = await loadTemplates();
});
const refused = (input: LetterInput<'ReplyLetter'>) => {
  const result = composeLetter(templates.get('ReplyLetter', input.form ?? null), input);
  return result.ok ? [] : result.error;
};
const withBlocks = (blocks: Record<string, unknown>): LetterInput<'ReplyLetter'> => {
  const input = replyInput('DISCLOSED');
  return { ...input, blocks: { ...input.blocks, ...blocks } };
};
const withFields = (fields: Record<string, unknown>): LetterInput<'ReplyLetter'> => {
  const input = replyInput('DISCLOSED');
  return { ...input, fields: { ...input.fields, ...fields } };
};

describe('composing a letter', () => {
  it('puts the pieces in the order of GB/T 9704', () => {
    const roles = composed(templates, replyInput('DISCLOSED')).pieces.flatMap((piece) => (piece.kind === 'paragraph' && piece.role !== 'BODY' ? [piece.role] : []));
    expect(roles).toEqual(['MARK', 'NUMBER', 'TITLE', 'ADDRESSEE', 'ENCLOSURE', 'NEXT_ENCLOSURE', 'SEAL', 'SIGNATURE', 'DATE', 'NOTE', 'NOTE', 'COPIES', 'PRINTED']);
  });
  it('writes dates in figures without leading zeros (DOC-03), a full-width colon after the addressee, no mark after an enclosure', () => {
    const { pieces, text } = composed(templates, replyInput('DISCLOSED'));
    expect(text).toContain('本机关于2026年2月9日收到');
    expect(pieces).toContainEqual({ kind: 'paragraph', role: 'ADDRESSEE', text: '王小明：' });
    expect(pieces).toContainEqual({ kind: 'paragraph', role: 'DATE', text: '2026年3月5日' });
    expect(pieces).toContainEqual({ kind: 'paragraph', role: 'ENCLOSURE', text: '附件：1.2025年度全省中小企业数字化转型专项资金分配结果（共6页）' });
    expect(composed(templates, { ...replyInput('DISCLOSED'), enclosures: [{ name: '分配结果' }] }).text).toContain('\n附件：分配结果\n');
  });
  it('writes what is given and the applicant’s words after clarification; the authenticity code on a line of its own', () => {
    for (const form of ['DISCLOSED', 'PARTLY_DISCLOSED'] as const) {
      const input = replyInput(form);
      const { text } = composed(templates, { ...input, fields: { ...input.fields, clarifiedOn: '2026-02-20' }, blocks: { ...input.blocks, information: '第一批400万元。\n第二批500万元。', clarification: '指2025年度的分配结果。' } });
      for (const words of ['\n所提供的信息如下：\n第一批400万元。\n第二批500万元。\n', '\n补正后的申请内容：指2025年度的分配结果。\n', '\n（文书验证码：K7QM-42XD-9TRH）\n']) expect(text).toContain(words);
    }
  });
  it('numbers several items and leaves one alone; the last day of a period is within it', () => {
    const input = replyInput('OTHER_AGENCY');
    expect(composed(templates, input).text).toContain('\n吉林省财政厅（0431-88550000）');
    expect(composed(templates, { ...input, fields: { ...input.fields, agencies: [{ name: '甲', contact: '1' }, { name: '乙', contact: '2' }] } }).text).toContain('\n1.甲（1）\n2.乙（2）');
    expect(composed(templates, sheets.Acknowledgement).text).toContain('即于2026年3月16日前（含当日）答复');
    expect(composed(templates, sheets.ClarificationNotice).text).toContain('于2026年3月2日前，含当日）将补正材料');
  });
  it('lays a form out in rows, with blanks to be filled in by hand', () => {
    const rows = composed(templates, sheets.DisclosureApprovalForm).pieces.flatMap((piece) => (piece.kind === 'row' ? [piece.cells] : []));
    expect(rows).toContainEqual(['公开方式', '主动公开', '公开形式', '全文公开']);
    expect(rows).toContainEqual(['主要领导', '', '']);
  });
  it('leaves out what the letter does not have yet: number, signatory, seal', () => {
    const input = { ...replyInput('DISCLOSED'), number: null, signedBy: null, authenticityCode: null, seal: { kind: 'NONE' } as const };
    const { text } = composed(templates, input);
    expect(text).not.toMatch(/〔2026〕12号|签发人|验证码|印章/u);
  });
  it('refuses all that is missing at once, by the path of the input', () => {
    const input = replyInput('OTHER_AGENCY');
    const { requested: _, reasons: __, ...blocks } = input.blocks;
    const { remedy: ___, ...fields } = input.fields;
    expect(refused({ ...input, blocks, fields, addressee: null }).map((each) => [each.code, each.field])).toEqual(
      expect.arrayContaining([['LETTER_FIELD_MISSING', 'blocks.requested'], ['LETTER_FIELD_MISSING', 'blocks.reasons'], ['LETTER_FIELD_MISSING', 'fields.remedy'], ['LETTER_FIELD_MISSING', 'addressee']]),
    );
  });
  it('refuses a field that is not declared, free text among the facts, and a date that is none', () => {
    expect(refused(withFields({ secret: 'x' }))).toMatchObject([{ code: 'LETTER_FIELD_UNKNOWN', field: 'fields.secret' }]);
    expect(refused(withFields({ reasons: 'x' }))).toMatchObject([{ code: 'LETTER_FIELD_UNKNOWN', field: 'fields.reasons' }]);
    expect(refused(withFields({ toString: 'x' }))).toMatchObject([{ code: 'LETTER_FIELD_UNKNOWN' }]);
    expect(refused(withFields({ receivedOn: '2026-02-30' }))[0]).toMatchObject({ code: 'LETTER_FIELD_INVALID', field: 'fields.receivedOn' });
    expect(refused(withFields({ publications: [{ title: 'a', extra: 'b' }] }))).toMatchObject([{ code: 'LETTER_FIELD_INVALID', field: 'fields.publications' }]);
    expect(refused({ ...replyInput('DISCLOSED'), form: 'WITHHELD' })).toEqual([]);
    expect(composeLetter(templates.get('ReplyLetter', 'DISCLOSED'), replyInput('WITHHELD'))).toMatchObject({ ok: false, error: [{ code: 'LETTER_TEMPLATE_OTHER_KIND' }] });
  });
});

describe('hostile text', () => {
  it.each([
    ['a control character', '甲\u0007乙', 'U+0007'],
    ['a tab', '甲\t乙', 'U+0009'],
    ['a right-to-left override', '附件\u202Efdp.exe', 'U+202E'],
    ['an isolate', '\u2066甲\u2069', 'U+2066'],
    ['a zero-width space', '甲\u200B乙', 'U+200B'],
    ['a soft hyphen', '甲\u00AD乙', 'U+00AD'],
    ['a lone surrogate', '甲\uD83D乙', 'U+D83D'],
    ['a tag character', '甲\u{E0041}乙', 'U+E0041'],
    ['a noncharacter', '甲\uFFFE乙', 'U+FFFE'],
    ['a private-use character, such as the evaluator’s own', '甲\uE001乙', 'U+E001'],
    ['a byte order mark', '\uFEFF甲', 'U+FEFF'],
  ])('refuses %s, naming it and its place', (_, text, codePoint) => {
    expect(refused(withBlocks({ howToGet: text }))).toMatchObject([{ code: 'LETTER_TEXT_UNPRINTABLE', field: 'blocks.howToGet', facts: { codePoint } }]);
    expect(refused({ ...replyInput('DISCLOSED'), addressee: { name: text, you: '您' } })[0]).toMatchObject({ code: 'LETTER_TEXT_UNPRINTABLE', field: 'addressee.name' });
  });
  it('refuses a line break where one line is due, and takes it in a block', () => {
    expect(refused(withBlocks({ requested: '甲\n附件：假附件' }))).toMatchObject([{ code: 'LETTER_TEXT_NOT_ONE_LINE', field: 'blocks.requested' }]);
    expect(composed(templates, withBlocks({ howToGet: '第一段\r\n第二段' })).text).toContain('\n第一段\n第二段\n');
  });
  it('prints what the face lacks as 〓 and reports it', () => {
    const letter = composed(templates, withBlocks({ howToGet: '领取😀地点：葛\u{E0100}城' }));
    expect(letter.text).toContain('领取〓地点：葛城');
    expect(letter.replaced).toEqual([{ field: 'blocks.howToGet', codePoint: 'U+1F600' }, { field: 'blocks.howToGet', codePoint: 'U+E0100' }]);
  });
  it('writes one character for those that share a shape, so that what is read back is what was written', () => {
    expect(composed(templates, withBlocks({ howToGet: '⼀⽅\u00a0豈' })).text).toContain('一方 豈'.normalize('NFC'));
  });
  it('never reads a value as template, as a row of a form or as mark-up', () => {
    const text = '| {{agency}} | <w:del/> & </w:t> {{#each remedy}} %PDF';
    expect(composed(templates, withBlocks({ howToGet: text })).text).toContain(`\n${text}\n`);
    expect(composed(templates, { ...sheets.AssignmentSheet, blocks: { requested: '甲 | 乙 |', remarks: '|' } }).pieces).toContainEqual({ kind: 'row', cells: ['申请内容', '甲 | 乙 |'] });
  });
  it('keeps a cell within its form', () => {
    const result = composeLetter(templates.get('ServiceReceipt'), { ...sheets.ServiceReceipt, fields: { ...sheets.ServiceReceipt.fields, letterTitle: '长'.repeat(400) } });
    expect(result).toMatchObject({ ok: false, error: [{ code: 'LETTER_CELL_TOO_LONG' }] });
  });
  it('is the same letter for the same input', () => {
    const input = { ...replyInput('WITHHELD'), date: localDate('2026-12-31') };
    expect(composed(templates, input)).toEqual(composed(templates, input));
  });
});
