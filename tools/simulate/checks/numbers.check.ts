import type { Check, Finding } from './check.ts';

const NAME = 'numbers are gapless';
interface Numbered { readonly number: string; readonly owner: string }

/** 2026-0001; 更正2026-0001; 吉工信公开〔2026〕1号: what comes before the running number, and the number. */
function parsed(number: string): readonly [string, number] | null {
  const [, register, inRegister] = /^((?:更正)?\d{4})-(\d{4,})$/.exec(number) ?? [];
  if (register !== undefined) return [register, Number(inRegister)];
  const [, letters, ofLetter] = /^(.+〔\d{4}〕)(\d+)号$/.exec(number) ?? [];
  return letters === undefined ? null : [letters, Number(ofLetter)];
}

/** Registration numbers and the numbers of letters run from 1 without a gap in each series and year, and none belongs to two cases (DOC-01, REQ-11). */
export const numbersAreGapless: Check = async ({ q }) => {
  const numbered = await q.query<Numbered>(`
    SELECT number, id AS owner FROM requests.request WHERE number IS NOT NULL
    UNION SELECT number, id FROM requests.correction WHERE number IS NOT NULL
    UNION SELECT number, request_id FROM requests.document WHERE number IS NOT NULL AND kind <> 'Acknowledgement'
    UNION SELECT number, correction_id FROM requests.correction_document WHERE number IS NOT NULL`);
  const series = new Map<string, Map<number, Set<string>>>();
  const findings: Finding[] = [];
  for (const { number, owner } of numbered) {
    const place = parsed(number);
    if (place === null) { findings.push({ check: NAME, about: number, found: 'is no number' }); continue; }
    const owners = series.get(place[0]) ?? new Map<number, Set<string>>();
    series.set(place[0], owners.set(place[1], (owners.get(place[1]) ?? new Set()).add(owner)));
  }
  for (const [name, owners] of series) {
    const last = Math.max(...owners.keys());
    for (let number = 1; number <= last; number += 1) if (!owners.has(number)) findings.push({ check: NAME, about: name, found: `${number} is missing, the last is ${last}` });
    for (const [number, of] of owners) if (of.size > 1) findings.push({ check: NAME, about: name, found: `${number} belongs to ${of.size} cases` });
  }
  const drawn = (await q.query<{ last: number }>("SELECT coalesce(sum(last), 0)::integer AS last FROM requests.number_series"))[0]?.last ?? 0;
  const used = [...series.values()].reduce((sum, owners) => sum + owners.size, 0);
  return drawn === used ? findings : [...findings, { check: NAME, about: 'all series', found: `${drawn} numbers were drawn, ${used} are used` }];
};
