import { compact, normalise } from '@disclosure/screening';
import type { Queryable, Tx } from '@disclosure/platform-persistence';

/** Words that every request holds and none is told by. The longer ones first. */
const COMMON = /依申请公开|政府信息公开|申请公开|信息公开|政府信息|申请|公开|请提供|提供|希望|了解|获取|查询|关于|有关|相关|的/gu;
const CHINESE_YEAR = /[0一二三四五六七八九]{4}(?=年)/gu;
/** Of a long text its beginning says what is wanted, and an index entry stays small. */
const LONGEST = 400;
/** A title of fewer pairs (“安排表”) is no likeness by itself: it is compared with all that was written only. */
const TELLING_TITLE = 4;

/**
 * What a text is compared by: width, punctuation, spaces and case made equal, years in figures, common words left out, then cut into
 * pairs of neighbouring characters, each once. Empty where nothing is left.
 */
export function pairsOf(text: string): readonly string[] {
  const plain = compact(normalise(text)).text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll(CHINESE_YEAR, (year) => [...year].map((figure) => '0一二三四五六七八九'.indexOf(figure)).join(''));
  const characters = [...plain.replaceAll(COMMON, '')];
  const pairs = characters.length === 1 ? characters : characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
  return [...new Set(pairs)].slice(0, LONGEST);
}

/** What one request is compared by: its title, where it tells enough, and all that was written: title, description, clarification. */
export function likenessKeys({ title, description, clarification }: { readonly title: string | null; readonly description: string | null; readonly clarification: string | null }): { readonly title: string | null; readonly whole: string } {
  const titlePairs = pairsOf(title ?? '');
  return { title: titlePairs.length < TELLING_TITLE ? null : titlePairs.join(' '), whole: pairsOf([title, description, clarification].filter((part) => part !== null).join('\n')).join(' ') };
}

/** Keeps what a request is compared by; what was erased is compared no more. */
export async function keepLikeness(q: Queryable, id: string): Promise<void> {
  const [row] = await q.query<{ title: string | null; description: string | null; clarification: string | null }>(
    `SELECT t.body AS title, d.body AS description, c.body AS clarification FROM requests.request r LEFT JOIN requests.free_text t ON t.id = r.title_text
     LEFT JOIN requests.free_text d ON d.id = r.description_text LEFT JOIN requests.free_text c ON c.id = r.clarification_text WHERE r.id = $1 AND NOT r.erased`, [id]);
  if (!row) return;
  const { title, whole } = likenessKeys(row);
  await q.query('INSERT INTO requests.likeness (request_id, title_pairs, whole_pairs) VALUES ($1, $2, $3) ON CONFLICT (request_id) DO UPDATE SET title_pairs = excluded.title_pairs, whole_pairs = excluded.whole_pairs', [id, title, whole]);
}

export async function forgetLikeness(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM requests.likeness WHERE request_id = $1', [id]);
}

/** One request that asks for the same, as far as its text tells. */
export interface Similar {
  readonly id: string; readonly number: string | null;
  /** The greater of the two below. */
  readonly similarity: number;
  /** Titles compared; null where one of them tells too little by itself. */
  readonly titleSimilarity: number | null;
  /** All that was written compared. */
  readonly textSimilarity: number;
  readonly sameApplicant: boolean;
  /** Day on which a reply was served; null while there is none. */
  readonly repliedOn: string | null;
  /** What that reply decided. */
  readonly outcomes: readonly string[];
}

/**
 * The requests most like this one, the likest first: shown to officers, told to the office at registration, and what promotion is
 * proposed by. `q` decides what is seen: the reader's role gives what its viewer may see, the writer's all. Each number is the share of
 * characters and pairs of characters (these counted twice) that both have of all that either has.
 */
export async function similarTo(q: Queryable, id: string, { first, earlier, others = false, disclosed = false }: { readonly first: number; readonly earlier: boolean; readonly others?: boolean; readonly disclosed?: boolean }): Promise<readonly Similar[]> {
  return q.query<Similar>(
    `SELECT r.id, r.number, greatest(a.title, a.whole)::float8 AS similarity, a.title::float8 AS "titleSimilarity", a.whole::float8 AS "textSimilarity",
       coalesce(r.applicant_equality = asked.applicant_equality, false) AS "sameApplicant", r.served_on AS "repliedOn", CASE WHEN r.served_on IS NULL THEN '{}' ELSE r.outcomes END AS outcomes
     FROM requests.request asked CROSS JOIN requests.alike($1) a JOIN requests.request r ON r.id = a.id
     WHERE asked.id = $1 AND r.received_on IS NOT NULL AND (NOT $3 OR (r.submitted_at, r.id) < (asked.submitted_at, asked.id)) AND (NOT $4 OR r.applicant_equality IS DISTINCT FROM asked.applicant_equality)
       AND (NOT $5 OR (r.stage IN ('SERVED', 'ARCHIVED') AND r.served_on IS NOT NULL AND r.outcomes && ARRAY['DISCLOSED', 'PARTLY_DISCLOSED']))
     ORDER BY similarity DESC, r.submitted_at, r.id LIMIT $2`, [id, first, earlier, others, disclosed]);
}

/** Whether that earlier request of the same applicant was really replied to (DEC-06): the only one that a repetition can name. */
export async function repliedToSameApplicant(q: Queryable, earlierId: string, id: string): Promise<boolean> {
  const rows = await q.query("SELECT 1 FROM requests.request e JOIN requests.request r ON r.applicant_equality = e.applicant_equality WHERE e.id = $1 AND e.stage IN ('SERVED', 'ARCHIVED') AND e.served_on IS NOT NULL AND r.id = $2 AND r.id <> e.id", [earlierId, id]);
  return rows.length > 0;
}
