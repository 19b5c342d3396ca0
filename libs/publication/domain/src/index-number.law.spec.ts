import { localDate } from '@disclosure/kernel';
import { catalogueSeed } from './catalogue.ts';
import { addressOf, formatIndexNumber, indexSeries } from './index-number.ts';
import { clausesOfAnnex, findClause, firstLawEdition } from '@disclosure/law';

describe('索引号 (CAT-03)', () => {
  it('twenty characters: the body, a stroke, the year, five figures', () => {
    const number = formatIndexNumber('000014349', localDate('2017-06-01'), 110);
    expect(number).toBe('000014349/2017-00110'); // as gov.cn writes it
    expect(number).toHaveLength(20);
    expect(addressOf(number)).toBe('/d/000014349-2017-00110');
    expect(() => formatIndexNumber('000014349', localDate('2017-06-01'), 100_000)).toThrow(RangeError);
  });
  it('a series for each body and year', () => {
    expect(indexSeries('000014349', localDate('2026-12-31'))).not.toBe(indexSeries('000014349', localDate('2027-01-01')));
  });
});

describe('the catalogue as it is set up (A1-6, CAT-01)', () => {
  it('has the four fixed parts, in order', () => {
    expect(catalogueSeed.filter(({ parentId }) => parentId === null).map(({ name }) => name)).toEqual(['政府信息公开指南', '政府信息公开制度', '法定主动公开内容', '政府信息公开年报']);
  });
  it('has a leaf for each item of A1-6, and between them all fifteen of R-20, none twice', () => {
    const items = clausesOfAnnex(firstLawEdition, 1).filter(({ parent }) => parent === 'A1-6').map(({ id }) => id);
    expect(items).toHaveLength(12);
    expect(catalogueSeed.filter(({ parentId }) => parentId === 'statutory-content').map(({ clause }) => clause)).toEqual(items);
    expect(catalogueSeed.flatMap((category) => category.items).sort()).toEqual(Array.from({ length: 15 }, (_, i) => `R-20-${i + 1}`).sort());
  });
  it('rests on clauses that exist', () => {
    expect(catalogueSeed.filter(({ clause, items }) => ![clause, ...items].every((id) => findClause(firstLawEdition, id)))).toEqual([]);
  });
});
