import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeLetter } from './compose-letter.ts';
import { letterKinds, neverCalledWithholding, replyForms } from './letter-kind.ts';
import { composed, replyInput, sheets } from './letters.fixture.ts';
import { loadTemplates, shippedTemplates, TemplateError, type TemplateSet } from './template.loader.ts';

let folder: string;
let shipped: TemplateSet;
beforeAll(async () => {
  shipped = await loadTemplates();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letters-'));
  await cp(shippedTemplates, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function change(file: string, edit: (text: string) => string): Promise<void> {
  await writeFile(join(folder, file), edit(await readFile(join(folder, file), 'utf8')));
}
async function faults(): Promise<TemplateError['faults']> {
  const error: unknown = await loadTemplates(folder).catch((caught: unknown) => caught);
  if (!(error instanceof TemplateError)) throw new Error(`expected a TemplateError, got ${String(error)}`);
  return error.faults;
}

describe('the shipped templates', () => {
  it('are one for each kind, and for replies one for each outcome', () => {
    expect(shipped.all).toHaveLength(letterKinds.length - 1 + replyForms.length);
    for (const form of replyForms) expect(shipped.get('ReplyLetter', form).clauses.length).toBeGreaterThan(0);
  });
  it('name the article of the Regulations they rest on in the letter itself', () => {
    const article: Record<(typeof replyForms)[number], string> = {
      ALREADY_PUBLISHED: '第三十六条第（一）项', DISCLOSED: '第三十六条第（二）项', PARTLY_DISCLOSED: '第三十七条', WITHHELD: '第三十六条第（三）项', NOT_HELD: '第三十六条第（四）项', OTHER_AGENCY: '第三十六条第（五）项',
      REQUIRES_CREATION: '第三十八条', STILL_UNCLEAR: '第二十九条第二款第（二）项、第三十条', REPEATED: '第三十六条第（六）项', PETITION_MATTER: '第三十九条第一款', PUBLISHED_MATERIAL: '第三十九条第二款', UNREASONABLE_VOLUME: '第三十五条', CONFIRM_OR_REISSUE: '第二条', SPECIAL_REGIME: '第三十六条第（七）项', COMBINED: '第三十六条等规定',
    };
    for (const form of replyForms) expect(composed(shipped, replyInput(form)).text).toContain(`《中华人民共和国政府信息公开条例》${article[form]}`);
  });
  it('never call what cannot be provided or is not processed 不予公开 (DEC-10)', () => {
    for (const form of neverCalledWithholding) expect(composed(shipped, replyInput(form)).text).not.toContain('不予公开');
    expect(composed(shipped, replyInput('WITHHELD')).text).toContain('决定不予公开');
  });
  it('give the remedy in every reply (REM-01, REM-02) and in no procedural notice', () => {
    for (const form of replyForms) expect(composed(shipped, replyInput(form)).text).toContain('向吉林省人民政府申请行政复议');
    for (const kind of ['ClarificationNotice', 'ExtensionNotice', 'Acknowledgement'] as const) expect(composed(shipped, sheets[kind] as never).text).not.toContain('行政复议');
  });
  it('write Chinese with Chinese marks, so that no half-width comma, colon or bracket stands between ideographs', async () => {
    for (const name of await readdir(shippedTemplates)) expect(await readFile(join(shippedTemplates, name), 'utf8')).not.toMatch(/[\u4e00-\u9fff][,:;()!?]|[,:;()!?][\u4e00-\u9fff]/u);
  });
});

describe('a template that an office changes', () => {
  it('says by file, line and field which field is unknown, and which there are', async () => {
    await change('ExtensionNotice.txt', (text) => text.replace('{{extendedTo}}', '{{extendedUntil}}'));
    const [fault, ...others] = await faults();
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ file: 'ExtensionNotice.txt', line: 9, field: 'extendedUntil' });
    expect(fault?.knownFields).toEqual(expect.arrayContaining(['extendedTo', 'reasons', 'agency']));
    expect(fault?.message).toContain('extendedTo（延长后的期限届满日）');
  });
  it('is told of every fault at once', async () => {
    await change('ExtensionNotice.txt', (text) => `${text}{{#if dueOn}}\n{{nothing}}\n{{dueOn}\n`);
    await change('ServiceReceipt.txt', (text) => text.replace('版头：表单', '版头：蓝头'));
    const messages = (await faults()).map((fault) => `${fault.file}:${fault.message}`);
    expect(messages).toEqual(expect.arrayContaining([expect.stringContaining('未知字段“nothing”'), expect.stringContaining('不成对'), expect.stringContaining('没有结束标记'), expect.stringMatching(/^ServiceReceipt.txt:“版头：”只能是/u)]));
  });
  it.each([
    ['{{/if}}', '多余的结束标记'],
    ['{{#each dueOn}}x{{/each}}', '不是列表'],
    ['{{> 没有的段落}}', '没有共用段落'],
    ['{{title.constructor}}', '未知字段'],
    ['{{__proto__}}', '未知字段'],
    ['{{#eval x}}', '未知字段'],
    ['看不见\u200b的字', '不可见字符'],
    ['{{#each remedy}}{{.}}{{/each}}', '未知字段“remedy”'],
  ])('refuses %s', async (line, message) => {
    await change('ExtensionNotice.txt', (text) => `${text}${line}\n`);
    expect((await faults()).map((fault) => fault.message).join()).toContain(message);
  });
  it('refuses a name that is no kind or form, and a reply without its remedy', async () => {
    await writeFile(join(folder, 'ReplyLetter.MAYBE.txt'), '标题：答复\n');
    await writeFile(join(folder, 'ReplyLetter.txt'), '标题：答复\n');
    await change('ReplyLetter.DISCLOSED.txt', (text) => text.replace('{{> 救济途径}}\n', ''));
    await rm(join(folder, 'ExtensionNotice.txt'));
    expect((await faults()).map((fault) => [fault.file, fault.message.slice(0, 4)])).toEqual([['ReplyLetter.DISCLOSED.txt', '答复书必'], ['ReplyLetter.MAYBE.txt', '文件名应'], ['ReplyLetter.txt', '文件名应'], ['ExtensionNotice.txt', '缺少模板']]);
  });
  it('can’t be made to say 不予公开 of information that is not held (DEC-10), even by a shared passage', async () => {
    await change('_答复开头.txt', (text) => text.replace('现答复如下', '决定不予公开'));
    const found = await faults();
    expect(new Set(found.map((fault) => fault.message))).toEqual(new Set(['无法提供、不予处理的答复书不得称为“不予公开”（DEC-10）']));
    expect(found).toHaveLength(neverCalledWithholding.length);
  });
  it('has a digest of its own that follows every word, shared ones too', async () => {
    const before = shipped.get('ReplyLetter', 'DISCLOSED').digest;
    expect((await loadTemplates(folder)).get('ReplyLetter', 'DISCLOSED').digest).toBe(before);
    await change('_救济途径.txt', (text) => `${text}另见附件。\n`);
    const after = await loadTemplates(folder);
    expect(after.get('ReplyLetter', 'DISCLOSED').digest).not.toBe(before);
    expect(after.get('ExtensionNotice').digest).toBe(shipped.get('ExtensionNotice').digest);
    const letter = composeLetter(after.get('ReplyLetter', 'DISCLOSED'), replyInput('DISCLOSED'));
    expect(letter.ok && letter.value.text).toContain('另见附件。');
  });
  it('has no template for a kind that the folder lacks', () => expect(() => shipped.get('ReplyLetter')).toThrow(RangeError));
});
