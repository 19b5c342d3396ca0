import { randomUUID } from 'node:crypto';
import type { Instant } from '@disclosure/kernel';
import { appointmentsOf } from '@disclosure/organisation';
import type { Actor } from '@disclosure/organisation';
import type { Platform } from './execute.ts';
import type { MigrationStep } from './migrations.ts';
import { identifier } from './sql.ts';
import type { Queryable } from './sql.ts';

/** What an auditor did: opened a record, had it in a list, fetched a file of it, was refused what shows more. */
export const LOOKS = { CASE: '查看', LIST: '列表', DOCUMENT: '下载文书', REFUSED: '被拒绝' } as const;
export type LookKind = keyof typeof LOOKS;

/** The office whose every look is recorded (people.md). */
export const RECORDED_OFFICE = 'AUDITOR';

/**
 * A context's record of what auditors looked at (people.md: "reads everything, changes nothing, each look recorded"). The writer adds
 * to it and nobody changes it; `readers` are the offices that see it.
 */
export function looksMigration(context: string, name: string, readers: readonly string[]): MigrationStep {
  const s = identifier(context);
  const [write, read] = [identifier(`${context}_write`), identifier(`${context}_read`)];
  return {
    name,
    sql: `
CREATE TABLE ${s}.look (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at platform.instant NOT NULL, person_id text NOT NULL,
  what text NOT NULL CHECK (what IN ('CASE', 'LIST', 'DOCUMENT', 'REFUSED')), action text, stream_id text, correlation_id text NOT NULL);
CREATE INDEX look_person ON ${s}.look (person_id, id);
CREATE INDEX look_stream ON ${s}.look (stream_id, id);
GRANT INSERT ON ${s}.look TO ${write};
GRANT SELECT ON ${s}.look TO ${read};
ALTER TABLE ${s}.look ENABLE ROW LEVEL SECURITY;
CREATE POLICY look_written ON ${s}.look FOR INSERT TO ${write} WITH CHECK (true);
CREATE POLICY look_seen ON ${s}.look FOR SELECT TO ${read} USING (
  (SELECT nullif(current_setting('disclosure.viewer', true), '')::jsonb->>'kind') = 'OFFICER'
    AND (SELECT nullif(current_setting('disclosure.viewer', true), '')::jsonb->'offices') ?| array[${readers.map((office) => `'${office}'`).join(', ')}]);
CREATE TRIGGER look_stands BEFORE UPDATE OR DELETE ON ${s}.look FOR EACH ROW EXECUTE FUNCTION ${s}.evidence_stands();
`,
  };
}

export interface Look {
  readonly at: Instant;
  readonly personId: string;
  readonly what: LookKind;
  /** What was refused. */
  readonly action?: string;
  /** Of the graph's request, or of the download, that it was part of. */
  readonly correlationId: string;
}

/** Records that an auditor looked at these records; none: at a list that held nothing. One statement, however many. */
export async function recordLooks(q: Queryable, context: string, look: Look, streamIds: readonly string[]): Promise<void> {
  await q.query(`INSERT INTO ${identifier(context)}.look (at, person_id, what, action, stream_id, correlation_id) SELECT $1, $2, $3, $4, id, $6 FROM unnest($5::text[]) AS seen (id)`,
    [look.at, look.personId, look.what, look.action ?? null, streamIds.length === 0 ? [null] : streamIds, look.correlationId]);
}

/** For whom a link to a file was made, and a file of which record it opens. */
export interface LinkHolder { readonly actor: Actor; readonly recordId: string }

/** To be awaited before a file of a context's record is given out: an auditor's look is recorded; throws where it can't be. For everybody else it does nothing. */
export async function lookedAtFile({ database, books, clock }: Platform, context: string, { actor, recordId }: LinkHolder): Promise<void> {
  if (actor.kind !== 'OFFICER') return;
  const { writer } = database.context(context);
  const { organisation, today, now } = await books.factsNow(writer, clock);
  if (!appointmentsOf(organisation, actor.personId, today).some(({ office }) => office === RECORDED_OFFICE)) return;
  await recordLooks(writer, context, { at: now, personId: actor.personId, what: 'DOCUMENT', correlationId: randomUUID() }, [recordId]);
}
