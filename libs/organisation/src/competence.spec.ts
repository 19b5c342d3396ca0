import { localDate } from '@disclosure/kernel';
import { competentFor } from './competence.ts';
import type { OrganisationBook } from './types.ts';

const from = localDate('2020-12-31');
const contact = { address: '', telephone: '', email: '' };
const book: OrganisationBook = {
  revision: 1,
  agencies: [
    { id: 'own', name: '本厅', documentCode: 'X', bodyCode: '000000000', contact, isOwn: true, topics: ['节能'] },
    { id: 'env', name: '生态环境厅', documentCode: 'Y', bodyCode: '000000001', contact, isOwn: false, topics: ['环境影响评价', '节能减排'] },
  ],
  divisions: [
    { id: 'd-old', agencyId: 'own', name: '旧处', kind: 'DIVISION', topics: ['节能'], from, to: localDate('2024-12-31'), succeededBy: 'd-energy' },
    { id: 'd-wide', agencyId: 'own', name: '规划处', kind: 'DIVISION', topics: ['工业节能规划'], from, to: null, succeededBy: null },
    { id: 'd-energy', agencyId: 'own', name: '节能处', kind: 'DIVISION', topics: ['节 能'], from, to: null, succeededBy: null },
  ],
  people: [], appointments: [],
};
const names = (topic: string, on = '2026-02-10') => {
  const { divisions, agencies } = competentFor(book, topic, localDate(on));
  return [...divisions.map(({ id }) => id), ...agencies.map(({ id }) => id)];
};

describe('the competence directory (A1-19-4)', () => {
  it('puts who names the topic exactly before who names something near it', () => expect(names('节能')).toEqual(['d-energy', 'd-wide', 'env']));
  it('leaves out a division that is closed, and shows it on the days it was open', () => {
    expect(names('节能')).not.toContain('d-old');
    expect(names('节能', '2024-12-31')).toContain('d-old');
    expect(names('节能', '2025-01-01')).not.toContain('d-old');
  });
  it('sends outside what is another agency’s', () => expect(names('环境影响评价')).toEqual(['env']));
  it('finds nobody for a blank or unknown topic', () => { expect(names('  ')).toEqual([]); expect(names('渔业')).toEqual([]); });
});
