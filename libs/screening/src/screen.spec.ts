import { readFileSync } from 'node:fs';
import { deflateSync, strToU8, zipSync } from 'fflate';
import { extractText } from './extract.ts';
import type { FindingKind } from './finding.ts';
import { MEDIA_TYPES } from './finding.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { fromAscii85 } from './pdf-bounds.ts';
import { bearsStateSecretMark, refusingFinding, screen } from './screen.ts';
import { deletion, docxOf, insertion, lines, paragraph, partOf, pdfOf, resaved, run } from './testing/sample-files.ts';

const fixture = (name: string): Uint8Array => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const { DOCX, PDF, TEXT, OFD } = MEDIA_TYPES;
const kindsOf = async (bytes: Uint8Array, name: string, type: string): Promise<FindingKind[]> => (await screen(bytes, name, type)).findings.map((finding) => finding.kind);
const squeeze = (text: string | undefined): string => (text ?? '').replace(/\s+/g, '');
const partsOf = async (name: string) => new Map((await extractText(fixture(name))).parts.map((part) => [part.where, part.text]));

describe('docx: what is hidden', () => {
  it.each(['RP002-Deleted-Text', 'RP003-Inserted-Text', 'RP015-MoveFrom-MoveTo'])('%s reads as Word does with its changes accepted and rejected', async (name) => {
    const parts = await partsOf(`${name}.docx`);
    const all = parts.get('word/document.xml');
    expect(squeeze(parts.get('word/document.xml#visible') ?? all)).toBe(squeeze((await partsOf(`${name}-Accepted.docx`)).get('word/document.xml')));
    expect(squeeze(parts.get('word/document.xml#original') ?? all)).toBe(squeeze((await partsOf(`${name}-Rejected.docx`)).get('word/document.xml')));
    expect(await kindsOf(fixture(`${name}.docx`), 'a.docx', DOCX)).toContain('TRACKED_CHANGES');
    for (const settled of ['Accepted', 'Rejected']) expect(await kindsOf(fixture(`${name}-${settled}.docx`), 'a.docx', DOCX)).toEqual(['AUTHOR_METADATA']);
  });

  it('finds a hidden run and comments in real documents', async () => {
    const hidden = (await screen(fixture('HC019-Hidden-Run.docx'), 'a.docx', DOCX)).findings.find((finding) => finding.kind === 'HIDDEN_TEXT');
    expect(hidden?.excerpt).toMatch(/^When you click Online Video/);
    expect(await kindsOf(fixture('HC031-Complicated-Document.docx'), 'a.docx', DOCX)).toEqual(expect.arrayContaining(['TRACKED_CHANGES', 'COMMENTS']));
  });

  it('finds text hidden by colour and by style', async () => {
    const styles = partOf('styles', '<w:style w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>');
    expect(await kindsOf(docxOf(paragraph(run('白字', '<w:color w:val="FFFFFF"/>'))), 'a.docx', DOCX)).toEqual(['HIDDEN_TEXT']);
    expect(await kindsOf(docxOf(paragraph(run('隐藏', '<w:rStyle w:val="B"/>')), { 'word/styles.xml': styles }), 'a.docx', DOCX)).toEqual(['HIDDEN_TEXT']);
    expect(await kindsOf(docxOf(paragraph(run('可见', '<w:vanish w:val="0"/><w:color w:val="000000"/>'))), 'a.docx', DOCX)).toEqual([]);
  });

  const body = paragraph(run('正文'));
  it.each<[string, Uint8Array]>([
    ['split over runs', docxOf(paragraph(run('秘'), run('密'), run('★'), run('1'), run('年')))],
    ['split over paragraphs', docxOf(paragraph(run('机密')) + paragraph(run('★5年')))],
    ['in a table', docxOf(`<w:tbl><w:tr><w:tc>${paragraph(run('秘密'))}</w:tc><w:tc>${paragraph(run('★1年'))}</w:tc></w:tr></w:tbl>`)],
    ['in a header', docxOf(body, { 'word/header1.xml': partOf('hdr', paragraph(run('绝密★长期'))) })],
    ['in a footnote', docxOf(body, { 'word/footnotes.xml': partOf('footnotes', paragraph(run('秘密★1年'))) })],
    ['in a comment', docxOf(body, { 'word/comments.xml': partOf('comments', paragraph(run('机密★5年'))) })],
    ['in deleted text', docxOf(paragraph(run('正文'), deletion('机密★5年')))],
    ['torn apart by deleted text', docxOf(paragraph(run('机'), deletion('某某某'), run('密★5年')))],
    ['torn apart by inserted text', docxOf(paragraph(run('机'), insertion('某某某'), run('密★5年')))],
    ['torn apart by hidden text', docxOf(paragraph(run('机'), run('某某某', '<w:vanish/>'), run('密★5年')))],
    ['in hidden text', docxOf(paragraph(run('机密★5年', '<w:vanish/>')))],
    ['with a star of the Wingdings font', docxOf(paragraph(run('机密'), '<w:r><w:sym w:font="Wingdings" w:char="F0AB"/></w:r>', run('5年')))],
    ['in a text box', docxOf(paragraph(`<w:r><w:pict><w:txbxContent>${paragraph(run('秘密★1年'))}</w:txbxContent></w:pict></w:r>`))],
    ['as WordArt', docxOf(paragraph('<w:r><w:pict><v:textpath xmlns:v="urn:v" string="机密★5年"/></w:pict></w:r>'))],
    ['in properties', docxOf(body, { 'docProps/core.xml': '<p><title>秘密★1年 某通知</title></p>' })],
    ['in custom XML', docxOf(body, { 'customXml/item1.xml': '<data><level>机密</level></data>' })],
    ['in an embedded document', docxOf(body, { 'word/embeddings/a.docx': docxOf(paragraph(run('绝密★30年'))) })],
    ['in an object of another program', docxOf(body, { 'word/embeddings/oleObject1.bin': Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from('机密★5年', 'utf16le')]) })],
    ['in an XML comment', docxOf(body + '<!-- 机密★5年 -->')],
  ])('finds a mark %s', async (_, bytes) => {
    const screening = await screen(bytes, '通知.docx', DOCX);
    expect(bearsStateSecretMark(screening)).toBe(true);
    expect(refusingFinding(screening)?.kind).toBe('STATE_SECRET_MARK');
  });

  it('finds nothing in a clean document', async () => {
    expect((await screen(docxOf(paragraph(run('关于保守国家秘密的通知'))), '通知.docx', DOCX)).findings).toEqual([]);
  });

  it('reads the workbook behind a chart, which blocks release but may come in', async () => {
    const workbook = (cell: string) => zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/sharedStrings.xml': strToU8(`<sst><si><t>${cell}</t></si></sst>`) });
    const clean = await screen(docxOf(body, { 'word/embeddings/a.xlsx': workbook('产量') }), 'a.docx', DOCX);
    expect(clean.findings.map((finding) => `${finding.kind} ${finding.severity}`)).toEqual(['EMBEDDED_OBJECT BLOCK']);
    expect(refusingFinding(clean)).toBeNull();
    const marked = await screen(docxOf(body, { 'word/embeddings/a.xlsx': workbook('秘密★1年') }), 'a.docx', DOCX);
    expect(marked.findings).toContainEqual(expect.objectContaining({ where: 'word/embeddings/a.xlsx › xl/sharedStrings.xml', severity: 'FORBIDDEN' }));
    expect(refusingFinding(await screen(workbook('产量'), 'a.xlsx', MEDIA_TYPES.XLSX))?.kind).toBe('UNSUPPORTED_FORMAT');
  });

  it.each<[string, Uint8Array, FindingKind]>([
    ['a macro', docxOf(body, { 'word/vbaProject.bin': strToU8('x') }), 'ACTIVE_CONTENT'],
    ['a macro type', docxOf(body, { '[Content_Types].xml': '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>' }), 'ACTIVE_CONTENT'],
    ['a document type in XML', docxOf(body, { 'customXml/item1.xml': '<!DOCTYPE a [<!ENTITY b "秘密">]><a>&b;</a>' }), 'BROKEN_FILE'],
    ['XML that is none', docxOf(body, { 'customXml/item1.xml': '<a><b></a>' }), 'BROKEN_FILE'],
    ['encryption', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from('EncryptedPackage', 'utf16le')]), 'ENCRYPTED_FILE'],
    ['a cut tail', docxOf(body).subarray(0, 300), 'BROKEN_FILE'],
    ['a bomb', docxOf(body, { 'word/media/a.xml': new Uint8Array(200 * 1024 * 1024) }), 'LIMIT_EXCEEDED'],
    ['a plain archive', zipSync({ 'a.txt': strToU8('正文') }), 'UNSUPPORTED_FORMAT'],
    ['unknown bytes', Uint8Array.from({ length: 64 }, (_, i) => i), 'UNSUPPORTED_FORMAT'],
    ['nothing', new Uint8Array(0), 'BROKEN_FILE'],
  ])('never passes %s', async (_, bytes, kind) => {
    const screening = await screen(bytes, 'a.docx', DOCX);
    expect(screening.findings.map((finding) => finding.kind)).toContain(kind);
    expect(refusingFinding(screening)).not.toBeNull();
  });
});

describe('archives', () => {
  const body = paragraph(run('正文'));
  it('counts what comes out, whatever the directory says', async () => {
    const bytes = docxOf(body, { 'word/a.xml': `<a>${' '.repeat(5000)}</a>` });
    const small = Uint8Array.from(bytes);
    const view = new DataView(small.buffer);
    for (let at = 0; at < small.length - 46; at++) {
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 5000) view.setUint32(at + 24, 10, true);
    }
    expect(await kindsOf(small, 'a.docx', DOCX)).toContain('BROKEN_FILE');
  });
  it('refuses too many entries, too much in all, and archives too deep', async () => {
    const limits = { ...DEFAULT_LIMITS, maxEntries: 3, maxUnpackedBytes: 10_000, maxDepth: 1 };
    const kinds = async (bytes: Uint8Array): Promise<FindingKind[]> => (await screen(bytes, 'a.docx', DOCX, limits)).findings.map((finding) => finding.kind);
    expect(await kinds(docxOf(body, { 'a.xml': '<a/>' }))).toEqual([]);
    expect(await kinds(docxOf(body, { 'a.xml': '<a/>', 'b.xml': '<a/>' }))).toContain('LIMIT_EXCEEDED');
    expect(await kinds(docxOf(body, { 'a.xml': `<a>${'x'.repeat(10_000)}</a>` }))).toContain('LIMIT_EXCEEDED');
    expect(await kinds(docxOf(body, { 'a.docx': docxOf(body, { 'b.docx': docxOf(body) }) }))).toContain('LIMIT_EXCEEDED');
  });
  it('reports bytes that belong to no entry', async () => {
    const bytes = docxOf(body);
    expect(await kindsOf(Buffer.concat([bytes, Buffer.from('藏在后面')]), 'a.docx', DOCX)).toContain('UNREACHABLE_DATA');
  });
  it('notices a flipped byte', async () => {
    const bytes = Uint8Array.from(docxOf(body));
    bytes[60] = (bytes[60] as number) ^ 1;
    expect(await kindsOf(bytes, 'a.docx', DOCX)).toContain('BROKEN_FILE');
  });
  it('reads an OFD and the file inside it', async () => {
    const screening = await screen(fixture('chineseDir_windows.ofd'), 'a.ofd', OFD);
    expect(screening.mediaType).toBe(OFD);
    expect(screening.findings.map((finding) => finding.kind)).toEqual(['EMBEDDED_OBJECT']);
  });
});

describe('PDF', () => {
  it('reads a real one without a finding', async () => {
    const screening = await screen(fixture('ok_words.pdf'), 'a.pdf', PDF);
    expect(screening.findings).toEqual([]);
    expect(screening.characters).toBeGreaterThan(2000);
  });
  it.each<[string, Uint8Array]>([
    ['on a page', pdfOf([lines('正文'), lines('机密★5年')])],
    ['written in another order than it is seen', pdfOf([[{ text: '正文', x: 100, y: 700 }, { text: '★1年', x: 150, y: 750 }, { text: '秘密', x: 100, y: 750 }]])],
    ['letter by letter', pdfOf([[...'秘密★1年'].map((text, i) => ({ text, x: 100 + i * 30, y: 750 }))])],
    ['in the title', pdfOf([lines('正文')], { info: { Title: '秘密★1年' } })],
    ['in a note', pdfOf([lines('正文')], { note: '机密★5年' })],
    ['in an attachment', pdfOf([lines('正文')], { attachment: { name: 'a.txt', content: '绝密★长期' } })],
    ['in an earlier version', resaved(pdfOf([lines('秘密★1年')]), '公开内容')],
  ])('finds a mark %s', async (_, bytes) => {
    expect(bearsStateSecretMark(await screen(bytes, '通知.pdf', PDF))).toBe(true);
  });
  it('finds scripts, notes, attachments, authors, earlier versions and pages without text', async () => {
    expect(await kindsOf(pdfOf([lines('正文')], { script: 'app.alert(1)' }), 'a.pdf', PDF)).toEqual(['ACTIVE_CONTENT']);
    expect(await kindsOf(pdfOf([lines('正文')], { note: '请改' }), 'a.pdf', PDF)).toEqual(['ANNOTATIONS']);
    expect(await kindsOf(pdfOf([lines('正文')], { attachment: { name: 'a.txt', content: '正文' } }), 'a.pdf', PDF)).toEqual(['EMBEDDED_OBJECT']);
    expect(await kindsOf(pdfOf([lines('正文')], { info: { Author: '张三' } }), 'a.pdf', PDF)).toEqual(['AUTHOR_METADATA']);
    expect(await kindsOf(resaved(pdfOf([lines('旧')]), '新'), 'a.pdf', PDF)).toEqual(['EARLIER_VERSIONS']);
    expect(await kindsOf(pdfOf([[]]), 'a.pdf', PDF)).toEqual(['UNSCREENED_IMAGE']);
    expect(await kindsOf(pdfOf([lines('正文')]), 'a.pdf', PDF)).toEqual([]);
  });
  it.each(['FlateDecode', 'ASCIIHexDecode+FlateDecode'] as const)('reads pages packed by %s, and refuses a bomb before unpacking it', async (packing) => {
    expect(bearsStateSecretMark(await screen(pdfOf([lines('机密★5年')], { packing }), 'a.pdf', PDF))).toBe(true);
    expect(await kindsOf(pdfOf([lines('正文')], { packing, operators: ' '.repeat(1_000_000) }), 'a.pdf', PDF)).toEqual([]);
    const bomb = pdfOf([lines('正文')], { packing, operators: ' '.repeat(9_000_000) });
    const kinds = async (bytes: Uint8Array) => (await screen(bytes, 'a.pdf', PDF, { ...DEFAULT_LIMITS, maxUnpackedBytes: 8_000_000 })).findings.map((finding) => finding.kind);
    expect(bomb.length).toBeLessThan(30_000);
    expect(await kinds(bomb)).toEqual(['LIMIT_EXCEEDED']);
    const disguised = Buffer.from(bomb).toString('latin1').replace('/Filter /FlateDecode', '/Filter /Fl#61teDecode');
    expect(await kinds(Buffer.from(disguised, 'latin1'))).toEqual(['LIMIT_EXCEEDED']);
    expect(await kinds(Buffer.from(Buffer.from(bomb).toString('latin1').replaceAll('>>\nstream', '>> % x\nstream'), 'latin1'))).toContain('LIMIT_EXCEEDED');
    const asPicture = Buffer.from(Buffer.from(bomb).toString('latin1').replaceAll('/Filter', '/Subtype /Image /Filter'), 'latin1');
    expect(await kinds(asPicture)).toContain('LIMIT_EXCEEDED');
  });
  it('reads ASCII85', () => {
    expect(Buffer.from(fromAscii85(Buffer.from('87cURD]j7B\nEbo80~>'))).toString()).toBe('Hello world!');
    expect([...fromAscii85(Buffer.from('z5l~>'))]).toEqual([0, 0, 0, 0, 65]);
  });
  it('refuses streams packed twice, or by a coding named elsewhere, and encrypted files', async () => {
    const plain = Buffer.from(pdfOf([lines('正文')])).toString('latin1');
    for (const filter of ['/Filter [/FlateDecode /FlateDecode]', '/Filter 9 0 R', '/Filter [9 0 R]']) {
      expect(await kindsOf(Buffer.from(plain.replace('<<  /Length', `<< ${filter} /Length`), 'latin1'), 'a.pdf', PDF)).toContain('LIMIT_EXCEEDED');
    }
    expect(await kindsOf(Buffer.from(plain.replace('/Root', '/Encrypt 9 0 R /Root'), 'latin1'), 'a.pdf', PDF)).toEqual(['ENCRYPTED_FILE']);
  });
  it('never passes a broken one, or one with too many pages', async () => {
    const whole = pdfOf([lines('正文'), lines('正文')]);
    expect(await kindsOf(whole.subarray(0, 400), 'a.pdf', PDF)).toContain('BROKEN_FILE');
    expect(await kindsOf(strToU8('%PDF-1.7 x'), 'a.pdf', PDF)).toContain('BROKEN_FILE');
    expect((await screen(whole, 'a.pdf', PDF, { ...DEFAULT_LIMITS, maxPages: 1 })).findings.map((finding) => finding.kind)).toEqual(['LIMIT_EXCEEDED']);
  });
});

describe('text, names and types', () => {
  it.each([
    ['UTF-8', Buffer.from('机密★5年')],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('机密★5年', 'utf16le')])],
    ['GB18030', Uint8Array.from([0xbb, 0xfa, 0xc3, 0xdc, 0xa1, 0xef, 0x35, 0xc4, 0xea])],
  ])('reads %s', async (_, bytes) => expect(bearsStateSecretMark(await screen(bytes, 'a.txt', TEXT))).toBe(true));
  it('reads the name as well', async () => {
    expect((await screen(strToU8('正文'), '机密★5年.txt', TEXT)).findings[0]).toMatchObject({ where: 'name', severity: 'FORBIDDEN' });
  });
  it('refuses bytes that are not what they are said to be, in name or in type', async () => {
    expect(await kindsOf(strToU8('正文'), 'a.txt', 'text/plain; charset=utf-8')).toEqual([]);
    expect(await kindsOf(strToU8('正文'), 'a.pdf', PDF)).toEqual(['TYPE_MISMATCH']);
    expect(await kindsOf(strToU8('正文'), 'a.txt', PDF)).toEqual(['TYPE_MISMATCH']);
    expect(await kindsOf(strToU8('<html><body>&#26426;</body>'), 'a.txt', TEXT)).toEqual(['UNSUPPORTED_FORMAT', 'TYPE_MISMATCH']);
    expect(await kindsOf(pdfOf([lines('正文')]), 'a.docx', DOCX)).toEqual(['TYPE_MISMATCH']);
  });
  it('finds personal data with its place', async () => {
    const [finding] = (await screen(strToU8('手机13812345678'), 'a.txt', TEXT)).findings;
    expect(finding).toMatchObject({ kind: 'MOBILE_NUMBER', where: '', from: 2, to: 13 });
  });
  it('still sees a mark in a file that it can’t read', async () => {
    const broken = Buffer.concat([strToU8('PK\u0003\u0004'), deflateSync(strToU8('x')), Buffer.from('机密★5年')]);
    expect(bearsStateSecretMark(await screen(broken, 'a.docx', DOCX))).toBe(true);
  });
});
