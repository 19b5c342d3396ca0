import { randomUUID } from 'node:crypto';
import { firstCalendarEdition } from '@disclosure/calendar';
import { instant } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import type { Actor } from '@disclosure/organisation';
import { subgraphEndpoint } from '@disclosure/platform-graphql';
import { bodyDigest, sealEnvelope } from '@disclosure/platform-identity';
import { createTestDatabase, openTestPlatform } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { sampleOrganisation } from '@disclosure/directory-domain';
import type { DirectoryContext, DirectoryServices } from '../directory.context.ts';
import { directoryManifest } from '../manifest.ts';
import { seedBooks } from '../use-cases/seed-books.use-case.ts';

export const editions = { calendar: firstCalendarEdition, law: firstLawEdition, organisation: sampleOrganisation };
export const NOW = instant('2026-02-10T09:00:00+08:00');
export const PUBLIC: Actor = { kind: 'PUBLIC' };
export const officer = (login: string): Actor => ({ kind: 'OFFICER', personId: `p-${login}` });

export interface Refused { readonly code: string; readonly message: string; readonly field: string | null; readonly clause: string | null }
// What an operation gives is as free as the operations that tests write.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Answer { readonly data: any; readonly errors: readonly { readonly message: string; readonly code: unknown }[] }

export interface Directory {
  readonly database: TestDatabase;
  readonly platform: TestPlatform;
  /** Asks the subgraph as the gateway would: by a sealed envelope, through its endpoint. */
  ask(query: string, options?: { readonly as?: Actor; readonly variables?: Record<string, unknown>; readonly services?: DirectoryServices }): Promise<Answer>;
  /** Takes an action on a book; gives the payload. */
  act(mutation: string, input: Record<string, unknown>, as?: Actor): Promise<{ readonly book: { readonly version: number; readonly current: { readonly revision: number } } | null; readonly refusals: readonly Refused[] }>;
  close(): Promise<void>;
}

/** The directory on a database of its own, seeded, its clock standing at NOW until moved. */
export async function openDirectory(now: Instant = NOW): Promise<Directory> {
  const database = await createTestDatabase('directory', { contexts: [directoryManifest.schema] });
  const platform = await openTestPlatform(database, now, {});
  await seedBooks(platform, now, editions);
  const envelopeKey = new Uint8Array(32).fill(5);
  const { schema, sdl, name } = directoryManifest.subgraph;

  const ask: Directory['ask'] = async (query, { as = PUBLIC, variables = {}, services = {} } = {}) => {
    const endpoint = subgraphEndpoint({
      module: { schema, sdl, name }, envelopeKey, machineNow: () => 1_000,
      createContext: (sealed) => directoryManifest.createContext(sealed, { ...services, platform, nudge: () => undefined }) as DirectoryContext,
    });
    const envelope = sealEnvelope({ actor: as, requestId: randomUUID(), issuedAt: 1_000, expiresAt: 10_000, locale: 'zh-CN' }, envelopeKey, { audience: name, bodyDigest: bodyDigest(query, variables, undefined) });
    const result = await endpoint.handle({ query, variables, envelope });
    return { data: JSON.parse(JSON.stringify(result.data ?? null)) as unknown, errors: (result.errors ?? []).map((error) => ({ message: error.message, code: error.extensions['code'] })) };
  };

  return {
    database, platform, ask,
    act: async (mutation, input, as = officer('admin')) => {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const { data, errors } = await ask(`mutation ($input: ${type}!) { result: ${mutation}(input: $input) { book { version current { revision } } refusals { code message field clause } } }`,
        { as, variables: { input: { commandId: randomUUID(), reason: '测试理由', ...input } } });
      if (errors[0]) throw Object.assign(new Error(errors[0].message), { code: errors[0].code });
      return data.result as Awaited<ReturnType<Directory['act']>>;
    },
    close: async () => {
      await platform.close();
      await database.drop();
    },
  };
}
