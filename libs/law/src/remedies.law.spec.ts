import { localDate } from '@disclosure/kernel';
import { firstLawEdition as book } from './first-edition.ts';
import { remedyFor, remedyTextOn, renderPartlyWithheldRemedy, renderRemedy } from './remedy-lookup.ts';

const on = localDate('2026-03-16');

describe('the remedy hangs on the legal basis of the decision (REM-01, REM-02)', () => {
  it.each([['R-14'], ['R-15'], ['R-16'], ['R-16-1'], ['R-16-2'], ['A1-7-1'], ['A1-7-2'], ['A1-7-3'], ['A1-7-4'], ['A1-7-5'], ['A1-7-7']])('withholding under %s: reconsideration first', (basis) => {
    expect(remedyFor(book, [basis], on)).toBe('R1');
  });
  it.each([['R-36-1'], ['R-36-2'], ['R-36-4'], ['R-36-5'], ['R-36-6'], ['R-37'], ['R-38'], ['R-39'], ['R-35'], ['R-30'], ['A1-17-4'], ['SC-2020-109-6']])('any other decision, under %s: reconsideration or suit', (basis) => {
    expect(remedyFor(book, [basis], on)).toBe('R2');
  });
  it('special access rules are R2, though the report counts them as withheld', () => {
    expect(remedyFor(book, ['A2-12-8', 'R-36-7'], on)).toBe('R2');
  });
  it('a part withheld is enough for R1', () => {
    expect(remedyFor(book, ['R-36-2', 'R-37', 'R-15'], on)).toBe('R1');
  });
  it('R-1 to R-13 and R-17 are not mistaken for R-14 to R-16', () => {
    for (const basis of ['R-10', 'R-13', 'R-17', 'R-4']) expect(remedyFor(book, [basis], on)).toBe('R2');
  });
  it('where nothing is decided there is nothing to remedy', () => {
    expect(remedyFor(book, [], on)).toBe('R3');
    expect(renderRemedy(book, 'R3', on)).toBe('');
  });
  it('before 2024 every decision left the choice', () => {
    expect(remedyFor(book, ['R-15'], localDate('2023-12-31'))).toBe('R2');
    expect(renderRemedy(book, 'R2', localDate('2023-12-31'))).toContain('吉林省人民政府或者工业和信息化部');
    expect(remedyFor(book, ['R-15'], localDate('2024-01-01'))).toBe('R1');
    expect(() => remedyTextOn(book, 'R1', localDate('2023-12-31'))).toThrow('no remedy R1');
  });
  it('a basis that is no clause is a fault', () => {
    expect(() => remedyFor(book, ['R-99'], on)).toThrow('no clause R-99');
  });
});

describe('the text of the remedy', () => {
  it('R1 names the provincial government, 60 days, then the court, 15 days', () => {
    expect(renderRemedy(book, 'R1', on)).toBe('如对本决定不服，应当自收到本决定之日起六十日内先向吉林省人民政府申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内向有管辖权的人民法院提起行政诉讼。');
  });
  it('R2 leaves the choice: 60 days, or 6 months', () => {
    expect(renderRemedy(book, 'R2', on)).toBe('如对本决定不服，可以自收到本决定之日起六十日内向吉林省人民政府申请行政复议，也可以自收到本决定之日起六个月内直接向有管辖权的人民法院提起行政诉讼。');
  });
  it('takes the court from the book', () => {
    expect(renderRemedy({ ...book, constants: { ...book.constants, court: '某某法院' } }, 'R2', on)).toContain('直接向某某法院提起行政诉讼');
    expect(() => renderRemedy({ ...book, constants: {} }, 'R2', on)).toThrow('no constant reconsiderationBody');
  });
  it('offers the internet channel where it is served through the internet (SRV-03)', () => {
    expect(renderRemedy(book, 'R1', on, { servedOnline: true })).toMatch(/互联网渠道提交行政复议申请。$/);
    expect(renderRemedy(book, 'R1', on)).not.toContain('互联网');
    expect(renderRemedy(book, 'R3', on, { servedOnline: true })).toBe('');
  });
  it('says both where a part is withheld', () => {
    const text = renderPartlyWithheldRemedy(book, on);
    expect(text).toMatch(/^如对本决定中不予公开的内容不服，应当自收到本决定之日起六十日内先向吉林省人民政府/);
    expect(text).toContain('如对本决定的其他内容不服，可以自收到本决定之日起六十日内');
  });
});
