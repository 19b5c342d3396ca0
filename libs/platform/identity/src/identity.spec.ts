import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { actorOf, bodyDigest, claimsOf, GATEWAY_AUDIENCE, isActor, loadOrCreateSecret, machineNow, newIssuerKeys, oidcIssuer, openEnvelope, platformIssuer, platformTrust, SampleIdentitiesRefused, sealEnvelope, StandaloneIssuer, standaloneTrust, STANDALONE_ISSUER, Verifier } from './index.ts';
import type { Envelope, IssuerKeys, TokenActor } from './index.ts';

const KEY = new Uint8Array(32).fill(3);
const ENVELOPE: Envelope = { actor: { kind: 'OFFICER', personId: 'p-head' }, requestId: 'r-1', issuedAt: 1_000_000, expiresAt: 1_030_000, locale: 'zh-CN', standalone: true };
const BINDING = { audience: 'requests', bodyDigest: bodyDigest('{ a }', { x: 1 }, undefined) };

describe('an envelope', () => {
  const sealed = sealEnvelope(ENVELOPE, KEY, BINDING);
  const fault = (header: string | undefined, change: Partial<typeof BINDING> = {}, at = 1_010_000, key = KEY) => {
    const opened = openEnvelope(header, key, { ...BINDING, ...change }, at);
    return opened.ok ? 'OPENED' : opened.error;
  };

  it('opens for its subgraph and body, in its time', () => expect(openEnvelope(sealed, KEY, BINDING, 1_010_000)).toEqual({ ok: true, value: ENVELOPE }));
  it('is refused when any character of it is changed', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      // The last character of base64url holds bits that decode to nothing: another spelling of the same signature.
      if (Buffer.from(changed.split('.')[1] ?? '', 'base64url').equals(Buffer.from(sealed.split('.')[1] ?? '', 'base64url')) && changed.split('.')[0] === sealed.split('.')[0]) continue;
      expect(['FORGED', 'MALFORMED']).toContain(fault(changed));
    }
  });
  it('is refused when missing, malformed, under another key, for another subgraph or body, too old or too early', () => {
    expect([fault(undefined), fault(''), fault('x'), fault('a.b.c'), fault(`${sealed}.x`)]).toEqual(['MISSING', 'MISSING', 'MALFORMED', 'MALFORMED', 'MALFORMED']);
    expect(fault(sealed, {}, 1_010_000, new Uint8Array(32).fill(4))).toBe('FORGED');
    expect(fault(sealed, { audience: 'review' })).toBe('WRONG_AUDIENCE');
    expect(fault(sealed, { bodyDigest: bodyDigest('{ a }', { x: 2 }, undefined) })).toBe('WRONG_BODY');
    expect([fault(sealed, {}, 1_032_001), fault(sealed, {}, 997_999)]).toEqual(['EXPIRED', 'NOT_YET_VALID']);
  });
  it('is not sealed for longer than thirty seconds, nor with a short key', () => {
    expect(() => sealEnvelope({ ...ENVELOPE, expiresAt: ENVELOPE.issuedAt + 30_001 }, KEY, BINDING)).toThrow(RangeError);
    expect(() => sealEnvelope(ENVELOPE, new Uint8Array(16), BINDING)).toThrow(RangeError);
  });
  it('is bound to a digest that the order of variables does not change, and their values do', () => {
    expect(bodyDigest('{ a }', { x: 1, y: { b: 1, a: 2 } }, 'A')).toBe(bodyDigest('{ a }', { y: { a: 2, b: 1 }, x: 1 }, 'A'));
    const digests = [bodyDigest('{ a }', {}, undefined), bodyDigest('{ a }', { x: null }, undefined), bodyDigest('{ a }', {}, 'A'), bodyDigest('{ b }', {}, undefined)];
    expect(new Set(digests).size).toBe(4);
  });
});

describe('actors in tokens', () => {
  const actors: TokenActor[] = [
    { kind: 'OFFICER', personId: 'p' }, { kind: 'APPLICANT', caseId: 'c' }, { kind: 'APPLICANT', caseId: 'c', generation: 2 }, { kind: 'THIRD_PARTY', consultationId: 't' },
    { kind: 'AGENCY_CLERK', agencyId: 'a', clerkId: 'k' }, { kind: 'MACHINE', clientId: 'm', scopes: ['read:procurement', 'write:opinion'] }, { kind: 'MACHINE', clientId: 'm', scopes: [] }, { kind: 'MACHINE', clientId: 'm', scopes: ['referrals:read'], agencyId: 'jl-ecology' },
  ];
  it.each(actors)('come back as they were: %j', (actor) => {
    expect(actorOf(claimsOf(actor), actor.kind)).toEqual(actor);
    expect(isActor(JSON.parse(JSON.stringify(actor)))).toBe(true);
  });
  it('a client that works for an agency, and it is not said for which, is nobody', () => {
    for (const agency of ['', 7, null, ['jl-ecology']]) expect(actorOf({ sub: 'm', scope: 'referrals:read', agency }, 'MACHINE')).toBeNull();
    for (const agencyId of ['', 7, null]) expect(isActor({ kind: 'MACHINE', clientId: 'm', scopes: [], agencyId })).toBe(false);
  });
  it('a token names no timer and no public', () => {
    expect(actorOf({ sub: 'x' }, 'TIMER')).toBeNull();
    expect(actorOf({ sub: 'x' }, 'PUBLIC')).toBeNull();
    expect(actorOf({}, 'OFFICER')).toBeNull();
    for (const generation of [0, -1, 1.5, '2', null]) expect([actorOf({ sub: 'c', generation }, 'APPLICANT'), isActor({ kind: 'APPLICANT', caseId: 'c', generation })]).toEqual([null, false]);
    expect(isActor({ kind: 'OFFICER' })).toBe(false);
    expect(isActor({ kind: 'ADMIN', personId: 'p' })).toBe(false);
  });
});

describe('the standalone issuer', () => {
  const folders: string[] = [];
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), 'issuer-'));
    folders.push(made);
    return made;
  };
  afterAll(() => folders.forEach((made) => rmSync(made, { recursive: true })));

  it('makes its key once, for its owner alone, and a token survives a restart', async () => {
    const dataFolder = folder();
    const token = await (await StandaloneIssuer.open({ dataFolder, nodeEnv: undefined })).issueToken('head', 'p-head', machineNow());
    const again = await StandaloneIssuer.open({ dataFolder, nodeEnv: 'test' });
    expect(await new Verifier([standaloneTrust(again.keys)]).verify(`Bearer ${token}`)).toEqual({ ok: true, value: { actor: { kind: 'OFFICER', personId: 'p-head' }, sample: true } });
    for (const file of readdirSync(join(dataFolder, 'keys'))) expect(statSync(join(dataFolder, 'keys', file)).mode & 0o777).toBe(0o600);
  });
  it('refuses production unless told, and makes no key there', async () => {
    const dataFolder = folder();
    await expect(StandaloneIssuer.open({ dataFolder, nodeEnv: 'production' })).rejects.toThrow(SampleIdentitiesRefused);
    await expect(StandaloneIssuer.open({ dataFolder, nodeEnv: 'production' })).rejects.toThrow('--allow-sample-identities');
    expect(readdirSync(dataFolder)).toEqual([]);
    await expect(StandaloneIssuer.open({ dataFolder, nodeEnv: 'production', allowSampleIdentities: true })).resolves.toBeInstanceOf(StandaloneIssuer);
  });
  it('vouches for nobody without an account', async () => {
    const issuer = await StandaloneIssuer.open({ dataFolder: folder(), nodeEnv: undefined });
    await expect(issuer.issue({ kind: 'APPLICANT', caseId: 'c' }, machineNow())).rejects.toThrow(RangeError);
  });
  it('keeps a secret, and says when the file holds something else', () => {
    const path = join(folder(), 'keys', 'envelope.key');
    expect(loadOrCreateSecret(path)).toEqual(loadOrCreateSecret(path));
    expect(loadOrCreateSecret(path)).toHaveLength(32);
    writeFileSync(path, 'short');
    expect(() => loadOrCreateSecret(path)).toThrow(path);
  });
});

describe('OIDC', () => {
  const ISSUER = 'https://idp.example.gov.cn';
  let published: IssuerKeys[];
  let fetched: number;
  let idp: Server;
  let jwksUrl: string;
  let down: boolean;

  beforeEach(async () => {
    [published, fetched, down] = [[await newIssuerKeys()], 0, false];
    idp = createServer((_request, response) => {
      fetched += 1;
      if (down) return void response.writeHead(500).end();
      void Promise.all(published.map(async ({ publicKey, keyId }) => ({ ...(await exportJWK(publicKey)), kid: keyId, alg: 'EdDSA', use: 'sig' })))
        .then((keys) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys })));
    });
    await new Promise<void>((resolve) => { idp.listen(0, '127.0.0.1', resolve); });
    jwksUrl = `http://127.0.0.1:${(idp.address() as AddressInfo).port}/jwks`;
  });
  afterEach(async () => {
    idp.closeAllConnections();
    await new Promise((resolve) => { idp.close(resolve); });
  });

  const sign = (keys: IssuerKeys, claims: Record<string, unknown>, change: { iss?: string; aud?: string; exp?: number } = {}) => {
    const now = Math.floor(machineNow() / 1000);
    return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: keys.keyId }).setIssuer(change.iss ?? ISSUER).setAudience(change.aud ?? GATEWAY_AUDIENCE).setExpirationTime(change.exp ?? now + 60).sign(keys.privateKey);
  };
  const outcome = async (verifier: Verifier, token: string) => {
    const result = await verifier.verify(`Bearer ${token}`);
    return result.ok ? result.value.actor : result.error;
  };

  it('takes officers and machine clients, by keys fetched once', async () => {
    const verifier = new Verifier([oidcIssuer({ issuer: ISSUER, jwksUrl })]);
    expect(await outcome(verifier, await sign(published[0] as IssuerKeys, { sub: 'p-head' }))).toEqual({ kind: 'OFFICER', personId: 'p-head' });
    expect(await outcome(verifier, await sign(published[0] as IssuerKeys, { sub: 'ggzy', kind: 'MACHINE', scope: 'procurement:write' }))).toEqual({ kind: 'MACHINE', clientId: 'ggzy', scopes: ['procurement:write'] });
    expect(fetched).toBe(1);
  });
  it('takes a key that was rotated in, after its pause', async () => {
    const trusted = oidcIssuer({ issuer: ISSUER, jwksUrl });
    expect(await outcome(new Verifier([trusted]), await sign(published[0] as IssuerKeys, { sub: 'p' }))).toMatchObject({ kind: 'OFFICER' });
    const next = await newIssuerKeys();
    published = [next];
    // Within the pause an unknown key is refused without asking again: a flood of bad tokens is no flood on the issuer.
    expect(await outcome(new Verifier([trusted]), await sign(next, { sub: 'p' }))).toBe('BAD_SIGNATURE');
    expect(fetched).toBe(1);
    await (trusted.keys as unknown as { reload(): Promise<void> }).reload();
    expect(await outcome(new Verifier([trusted]), await sign(next, { sub: 'p' }))).toMatchObject({ kind: 'OFFICER' });
  });
  it('refuses what is expired, for another audience, of another issuer, unsigned, signed with the public key as a secret, or of a kind that it may not vouch for', async () => {
    const [keys] = published as [IssuerKeys];
    const verifier = new Verifier([oidcIssuer({ issuer: ISSUER, jwksUrl }), platformTrust(await newIssuerKeys())]);
    const now = Math.floor(machineNow() / 1000);
    const confused = new SignJWT({ sub: 'p' }).setProtectedHeader({ alg: 'HS256', kid: keys.keyId }).setIssuer(ISSUER).setAudience(GATEWAY_AUDIENCE).setExpirationTime(now + 60).sign(Buffer.from(await exportSPKI(keys.publicKey)));
    expect(await outcome(verifier, await sign(keys, { sub: 'p' }, { exp: now - 60 }))).toBe('EXPIRED');
    expect(await outcome(verifier, await sign(keys, { sub: 'p' }, { aud: 'another' }))).toBe('WRONG_AUDIENCE');
    expect(await outcome(verifier, await sign(keys, { sub: 'p' }, { iss: 'https://evil.example' }))).toBe('UNKNOWN_ISSUER');
    expect(await outcome(verifier, new UnsecuredJWT({ sub: 'p' }).setIssuer(ISSUER).setAudience(GATEWAY_AUDIENCE).setExpirationTime(now + 60).encode())).toBe('BAD_SIGNATURE');
    expect(await outcome(verifier, await confused)).toBe('BAD_SIGNATURE');
    expect(await outcome(verifier, await sign(keys, { sub: 'c1', kind: 'APPLICANT' }))).toBe('NO_ACTOR');
    expect(await outcome(verifier, await sign(keys, { sub: 'x', kind: 'TIMER' }))).toBe('NO_ACTOR');
    expect(await outcome(verifier, await sign(keys, {}))).toBe('MALFORMED');
    const { exp: _none, ...endless } = { sub: 'p', exp: 0 };
    expect(await outcome(verifier, await new SignJWT(endless).setProtectedHeader({ alg: 'EdDSA', kid: keys.keyId }).setIssuer(ISSUER).setAudience(GATEWAY_AUDIENCE).sign(keys.privateKey))).toBe('MALFORMED');
  });
  it('says that keys can’t be had, rather than that the token is bad', async () => {
    down = true;
    expect(await outcome(new Verifier([oidcIssuer({ issuer: ISSUER, jwksUrl })]), await sign(published[0] as IssuerKeys, { sub: 'p' }))).toBe('KEYS_UNAVAILABLE');
  });
  it('fetches keys over HTTPS alone, and by asymmetric algorithms alone', () => {
    expect(() => oidcIssuer({ issuer: ISSUER, jwksUrl: 'http://idp.example.gov.cn/jwks' })).toThrow(RangeError);
    expect(() => oidcIssuer({ issuer: ISSUER, jwksUrl, algorithms: ['HS256'] })).toThrow(RangeError);
  });
});

describe('a token that was verified', () => {
  it('is believed for a while, never beyond its end, and only as it was', async () => {
    const keys = await newIssuerKeys();
    let now = machineNow();
    const trusted = { ...platformTrust(keys) };
    let looked = 0;
    const verifier = new Verifier([{ ...trusted, keys: () => { looked += 1; return keys.publicKey; } }], () => now);
    const token = await platformIssuer(keys).issue({ kind: 'APPLICANT', caseId: 'c-1' }, now);
    const good = { ok: true, value: { actor: { kind: 'APPLICANT', caseId: 'c-1' }, sample: false } };
    for (let i = 0; i < 3; i += 1) expect(await verifier.verify(`Bearer ${token}`)).toEqual(good);
    expect(looked).toBe(1);
    expect(await verifier.verify(`Bearer ${token.slice(0, -4)}AAAA`)).toEqual({ ok: false, error: 'BAD_SIGNATURE' });
    now += 31_000;
    expect(await verifier.verify(`Bearer ${token}`)).toEqual(good);
    expect(looked).toBe(3);
    // One that ends before the while is over is looked at again at its end.
    const short = await platformIssuer(keys).issue({ kind: 'APPLICANT', caseId: 'c-2' }, machineNow() - 15 * 60_000 + 2_000);
    now = machineNow();
    expect((await verifier.verify(`Bearer ${short}`)).ok).toBe(true);
    expect(looked).toBe(4);
    now += 3_000;
    await verifier.verify(`Bearer ${short}`);
    expect(looked).toBe(5);
  });
});

describe('short tokens', () => {
  it('stand for one applicant, and no officer', async () => {
    const keys = await newIssuerKeys();
    const token = await platformIssuer(keys).issue({ kind: 'APPLICANT', caseId: 'c-1' }, machineNow());
    expect(await new Verifier([platformTrust(keys)]).verify(`Bearer ${token}`)).toEqual({ ok: true, value: { actor: { kind: 'APPLICANT', caseId: 'c-1' }, sample: false } });
    await expect(platformIssuer(keys).issue({ kind: 'OFFICER', personId: 'p' }, machineNow())).rejects.toThrow(RangeError);
    // The same key under another issuer's name vouches for nothing that the name may not.
    expect(await new Verifier([standaloneTrust(keys)]).verify(`Bearer ${token}`)).toEqual({ ok: false, error: 'UNKNOWN_ISSUER' });
    expect(STANDALONE_ISSUER).not.toBe('urn:disclosure:platform');
  });
});
