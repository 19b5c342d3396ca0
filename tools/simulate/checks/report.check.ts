import { askGraph } from '@disclosure/assembly/graph-client';
import { machineNow } from '@disclosure/platform-identity';
import type { ApplicantKind, RemedyKind, RemedyResult } from '@disclosure/requests-domain';
import type { CaseLedger } from '../ledger.ts';
import type { Check, CheckScope, Finding } from './check.ts';

const KINDS: Readonly<Record<ApplicantKind, string>> = {
  NATURAL_PERSON: 'naturalPersons', COMMERCIAL_ENTERPRISE: 'commercialEnterprises', RESEARCH_INSTITUTION: 'researchInstitutions', PUBLIC_WELFARE_ORGANISATION: 'publicWelfareOrganisations', LEGAL_SERVICE_ORGANISATION: 'legalServiceOrganisations', OTHER_ORGANISATION: 'otherOrganisations',
};
const CELLS = [...Object.values(KINDS), 'total'];
const NOT_RESULTS = ['NEW_THIS_YEAR', 'CARRIED_OVER', 'RESULTS_TOTAL', 'CARRIED_FORWARD'];
type Row = { readonly row: string } & Readonly<Record<string, number>>;
interface Statistics { readonly faults: readonly { readonly check: string; readonly cells: string }[]; readonly rows: readonly Row[]; readonly remedies: readonly { readonly kind: RemedyKind; readonly upheld: number; readonly overturned: number; readonly other: number; readonly pending: number; readonly total: number }[] }

/** The annual report of a year as an analyst reads it from the graph. */
async function statistics({ gateway, issuer }: CheckScope, year: number): Promise<Statistics> {
  const token = await issuer.issueToken('analyst', 'p-analyst', machineNow());
  const answer = await askGraph(gateway, `query ($year: Int!) { requestStatistics(year: $year) { faults { check cells } rows { row ${CELLS.join(' ')} } remedies { kind upheld overturned other pending total } } }`, { year }, token);
  const given = answer.data?.['requestStatistics'] as Statistics | null | undefined;
  if (!given) throw new Error(`no statistics: ${JSON.stringify(answer.errors)}`);
  return given;
}

/** Tables 3 and 4 of the annual report add up (AR1 to AR5, AR7, AR8), and say what the plans and the department's own ledger say. */
export const reportAddsUp: Check = async (scope) => {
  const { plan: { year }, ledger } = scope;
  const [before, report] = [await statistics(scope, year - 1), await statistics(scope, year)];
  const own = ledger.cases.filter(({ kind, receivedOn }) => kind === 'REQUEST' && receivedOn !== null);
  return [...arithmetic(before, report), ...cells(report, counted(own, year)), ...remedies(report, own, year)].map((found) => ({ check: 'report rows add up', about: `${year}`, found } satisfies Finding));
};

function arithmetic(before: Statistics, { faults, rows, remedies: groups }: Statistics): readonly string[] {
  const row = (id: string, of: readonly Row[] = rows): Row => of.find((candidate) => candidate.row === id) as Row;
  const wrong: string[] = faults.map(({ check, cells: where }) => `the platform itself finds ${check}: ${where}`);
  for (const cell of CELLS) {
    const at = (id: string): number => row(id)[cell] as number;
    const leaves = rows.filter(({ row: id }) => !NOT_RESULTS.includes(id)).reduce((sum, leaf) => sum + (leaf[cell] as number), 0);
    if (at('NEW_THIS_YEAR') + at('CARRIED_OVER') !== at('RESULTS_TOTAL') + at('CARRIED_FORWARD')) wrong.push(`AR1 ${cell}: ${at('NEW_THIS_YEAR')} + ${at('CARRIED_OVER')} is not ${at('RESULTS_TOTAL')} + ${at('CARRIED_FORWARD')}`);
    if (leaves !== at('RESULTS_TOTAL')) wrong.push(`AR2 ${cell}: the rows add up to ${leaves}, the total is ${at('RESULTS_TOTAL')}`);
    const forward = row('CARRIED_FORWARD', before.rows)[cell] as number;
    if (at('CARRIED_OVER') !== forward) wrong.push(`AR4 ${cell}: ${at('CARRIED_OVER')} were carried over, the year before carried ${forward} forward`);
  }
  for (const leaf of rows) {
    const sum = Object.values(KINDS).reduce((added, cell) => added + (leaf[cell] as number), 0);
    if (sum !== leaf['total']) wrong.push(`AR3 ${leaf.row}: the columns add up to ${sum}, the total is ${leaf['total']}`);
    for (const cell of CELLS) if (!Number.isSafeInteger(leaf[cell]) || (leaf[cell] as number) < 0) wrong.push(`AR8 ${leaf.row} ${cell}: ${leaf[cell]}`);
  }
  for (const { kind, upheld, overturned, other, pending, total } of groups) if (upheld + overturned + other + pending !== total) wrong.push(`AR5 ${kind}: ${upheld} + ${overturned} + ${other} + ${pending} is not ${total}`);
  return wrong;
}

/** The cells that the ledger gives, `row cell`: each case in the row that its plan says, once (AR7). */
function counted(own: readonly CaseLedger[], year: number): ReadonlyMap<string, number> {
  const at = new Map<string, number>();
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  for (const { applicantKind, receivedOn, closed } of own) {
    if (receivedOn === null || receivedOn > last || (closed !== null && closed.on < first)) continue;
    const ended = closed !== null && closed.on <= last;
    for (const row of [receivedOn >= first ? 'NEW_THIS_YEAR' : 'CARRIED_OVER', ended ? closed.row : 'CARRIED_FORWARD', ...(ended ? ['RESULTS_TOTAL'] : [])]) {
      for (const cell of [KINDS[applicantKind], 'total']) at.set(`${row} ${cell}`, (at.get(`${row} ${cell}`) ?? 0) + 1);
    }
  }
  return at;
}

function cells({ rows }: Statistics, at: ReadonlyMap<string, number>): readonly string[] {
  const known = new Set(rows.map(({ row }) => row));
  const unknown = [...at.keys()].filter((key) => !known.has(key.split(' ')[0] as string)).map((key) => `the ledger has ${key}, the report has no such row`);
  return [...unknown, ...rows.flatMap((row) => CELLS.flatMap((cell) => (row[cell] === (at.get(`${row.row} ${cell}`) ?? 0) ? [] : [`${row.row} ${cell}: the report says ${row[cell]}, the ledger ${at.get(`${row.row} ${cell}`) ?? 0}`])))];
}

const PARTS: readonly (readonly ['upheld' | 'overturned' | 'other' | 'pending', RemedyResult])[] = [['upheld', 'UPHELD'], ['overturned', 'OVERTURNED'], ['other', 'OTHER'], ['pending', 'PENDING']];

/** Table 4: what was decided in the year by its result, what was open at its end. */
function remedies({ remedies: groups }: Statistics, own: readonly CaseLedger[], year: number): readonly string[] {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const all = own.flatMap((entry) => entry.remedies).filter(({ receivedOn, decidedOn }) => receivedOn <= last && (decidedOn === null || decidedOn >= first));
  return groups.flatMap((group) => PARTS.flatMap(([part, result]) => {
    const expected = all.filter(({ kind, result: had, decidedOn }) => kind === group.kind && (decidedOn !== null && decidedOn <= last ? had : 'PENDING') === result).length;
    return group[part] === expected ? [] : [`table 4 ${group.kind} ${part}: the report says ${group[part]}, the ledger ${expected}`];
  }));
}
