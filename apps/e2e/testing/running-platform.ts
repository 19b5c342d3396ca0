import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { machineNow, StandaloneIssuer } from '@disclosure/platform-identity';
import { withClient } from '@disclosure/platform-persistence';

const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

export interface Ended { readonly code: number | null; readonly signal: string | null; readonly stdout: string; readonly stderr: string }

/** The two ways to run: all in one process, or each part in a process of its own. */
export type Mode = 'standalone' | 'split';

const PROGRAMS = { standalone: 'apps/standalone/src/main.ts', split: 'apps/split/src/main.ts', token: 'apps/standalone/src/token.ts', verify: 'apps/standalone/src/verify.ts' };
type Program = keyof typeof PROGRAMS;

/** Databases made on an outside server for platforms under test, by their data folder. */
const outside = new Map<string, NodeJS.ProcessEnv>();

/**
 * Where `TEST_DATABASE_URL` names a PostgreSQL, each platform gets a database of its own there instead of the embedded one. The secret is the same
 * for all, since roles belong to the server and their passwords derive from it.
 */
async function outsideDatabase(data: string): Promise<NodeJS.ProcessEnv> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined) return {};
  const known = outside.get(data);
  if (known) return known;
  const name = `e2e_${randomUUID().replaceAll('-', '')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
  const made = { DATABASE_URL: Object.assign(new URL(server), { pathname: `/${name}` }).toString(), DISCLOSURE_SECRET: 'e2'.repeat(32) };
  outside.set(data, made);
  return made;
}

/** Runs one of the programs as `npm run` would, and waits for its end. */
export function runProgram(program: Program, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = launch(program, args, { ...outside.get(args[args.indexOf('--data') + 1] ?? ''), ...env });
  return ended(child);
}

function launch(program: Program, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess & { out: { stdout: string; stderr: string } } {
  const child = spawn(process.execPath, ['--import', join(ROOT, 'tools/register.mjs'), join(ROOT, PROGRAMS[program]), ...args], {
    cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: undefined, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  }) as unknown as ChildProcess & { out: { stdout: string; stderr: string } };
  child.out = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => { child.out.stdout += chunk.toString(); });
  child.stderr?.on('data', (chunk: Buffer) => { child.out.stderr += chunk.toString(); });
  return child;
}

function ended(child: ChildProcess & { out: { stdout: string; stderr: string } }): Promise<Ended> {
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, ...child.out })));
}

export interface Answer<T = Record<string, never>> { readonly data: T; readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } & Record<string, unknown> }[] }

/** A platform started by the command that people use, in a process of its own, with its own data folder. */
export class RunningPlatform {
  readonly data: string;
  readonly base: string;
  readonly #child: ChildProcess & { out: { stdout: string; stderr: string } };
  readonly #tokens = new Map<string, string>();
  #issuer: StandaloneIssuer | null = null;
  /** Every question to the graph and its answer, as they went over the wire: what is compared between the two ways to run. */
  readonly transcript: string[] = [];

  private constructor(data: string, base: string, child: ChildProcess & { out: { stdout: string; stderr: string } }) {
    this.data = data;
    this.base = base;
    this.#child = child;
  }

  static async start(options: { readonly mode?: Mode; readonly data?: string; readonly now?: string; readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {}): Promise<RunningPlatform> {
    const data = options.data ?? (await newDataFolder());
    const child = launch(options.mode ?? 'standalone', ['--port', '0', '--data', data, ...(options.now ? ['--now', options.now] : []), ...(options.args ?? [])], { ...(await outsideDatabase(data)), ...options.env });
    const base = await new Promise<string>((resolve, reject) => {
      const look = (): void => {
        const found = /(http:\/\/[\d.]+:\d+)\/graphql/.exec(child.out.stdout);
        if (found?.[1]) resolve(found[1]);
      };
      child.stdout?.on('data', look);
      child.on('close', (code) => reject(new Error(`ended with ${code}: ${child.out.stderr}`)));
    });
    return new RunningPlatform(data, base, child);
  }

  get stdout(): string { return this.#child.out.stdout; }
  get stderr(): string { return this.#child.out.stderr; }
  get pid(): number { return this.#child.pid as number; }

  /** Ends it with a signal and waits. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    const end = ended(this.#child);
    this.#child.kill(signal);
    return end;
  }

  /** Ends it and removes its data. */
  async dispose(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.end();
    await rm(this.data, { recursive: true, force: true });
  }

  /** A sample officer's token: what `npm run -s token` prints, without a process for each. */
  async tokenOf(login: string): Promise<string> {
    const known = this.#tokens.get(login);
    if (known) return known;
    this.#issuer ??= await StandaloneIssuer.open({ dataFolder: this.data, nodeEnv: undefined });
    const token = await this.#issuer.issueToken(login, `p-${login}`, machineNow());
    this.#tokens.set(login, token);
    return token;
  }

  /** Asks the graph over HTTP; `who` is a login, a token, or nobody. */
  async ask<T = Record<string, never>>(who: string | null, query: string, variables: Record<string, unknown> = {}): Promise<Answer<T>> {
    const token = who === null ? null : who.length > 40 ? who : await this.tokenOf(who);
    const response = await fetch(`${this.base}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    this.transcript.push(`${who === null || who.length > 40 ? '' : who} ${query}\n${response.status} ${text}`);
    return JSON.parse(text) as Answer<T>;
  }

  /** Does something whose answers depend on chance (a race, waiting for another process): it is left out of the transcript. */
  async offTheRecord<T>(work: () => Promise<T>): Promise<T> {
    const { length } = this.transcript;
    try {
      return await work();
    } finally {
      this.transcript.length = length;
    }
  }

  /** Effects across contexts arrive by events: asked again until they are there, at most ten seconds. Only the last time is on the record. */
  async eventually<T>(check: () => Promise<T>): Promise<T> {
    const until = performance.now() + 10_000;
    for (;;) {
      const { length } = this.transcript;
      try {
        return await check();
      } catch (error) {
        if (performance.now() > until) throw error;
        this.transcript.length = length;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  /** The processes of a split platform, by name; a name without a process is being started again. */
  async processes(): Promise<Readonly<Record<string, number | null>>> {
    return JSON.parse(await readFile(join(this.data, 'processes.json'), 'utf8')) as Record<string, number | null>;
  }

  /** Takes one action; gives the payload, with its refusals. Throws on errors, which are no part of a procedure. */
  async act<T = Record<string, never>>(who: string | null, mutation: string, input: Record<string, unknown>, selection: string): Promise<T & { readonly refusals: readonly Refused[] }> {
    const answer = await this.tryAct<T>(who, mutation, input, selection);
    if (answer.errors) throw new Error(`${mutation}: ${JSON.stringify(answer.errors)}`);
    return answer.data[mutation] as T & { readonly refusals: readonly Refused[] };
  }

  tryAct<T>(who: string | null, mutation: string, input: Record<string, unknown>, selection: string): Promise<Answer<Record<string, T & { readonly refusals: readonly Refused[] }>>> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    return this.ask(who, `mutation ${mutation}($input: ${type}!) { ${mutation}(input: $input) { ${selection} refusals { code message field clause facts { name value } } } }`, { input: { commandId: randomUUID(), ...input } });
  }

  advanceTo(to: string): Promise<{ readonly now: string; readonly timersFired: number; readonly refusals: readonly Refused[] }> {
    return this.act<{ now: string; timersFired: number }>('admin', 'advanceClock', { to }, 'now timersFired');
  }

  /** Sends a file through the door; gives the upload's id or the refusal. */
  async upload(who: string, purpose: string, name: string, mediaType: string, bytes: Uint8Array): Promise<{ readonly status: number; readonly body: { readonly uploadId?: string; readonly code?: string; readonly message?: string; readonly clause?: string } }> {
    const ticket = await this.ask<{ startUpload: { url: string | null; refusals: Refused[] } }>(who, 'mutation Start($input: StartUploadInput!) { startUpload(input: $input) { url refusals { code message } } }', { input: { purpose, name, size: bytes.length, mediaType } });
    const { url, refusals } = ticket.data.startUpload;
    if (url === null) return { status: 0, body: refusals[0] ? { code: refusals[0].code, message: refusals[0].message } : {} };
    const response = await fetch(`${this.base}${url}`, { method: 'PUT', body: Buffer.from(bytes) });
    return { status: response.status, body: (await response.json()) as { uploadId?: string } };
  }

  async download(url: string): Promise<{ readonly status: number; readonly bytes: Uint8Array; readonly headers: Headers }> {
    const response = await fetch(`${this.base}${url}`);
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
  }
}

export interface Refused { readonly code: string; readonly message: string; readonly field: string | null; readonly clause: string | null; readonly facts?: readonly { readonly name: string; readonly value: string | null }[] }

export const newDataFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'disclosure-e2e-'));
