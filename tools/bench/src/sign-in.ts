import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An issuer of real sign-ins, as far as the platform can tell: production's way in, so that nothing is a sample. */
export interface Issuer {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  /** A bearer token of this officer. */
  token(personId: string): string;
  close(): void;
}

export async function openIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'EdDSA', use: 'sig' };
  const server: Server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    url,
    env: { OIDC_ISSUER: url, OIDC_JWKS_URL: `${url}/keys` },
    token(personId) {
      const now = Math.floor(Date.now() / 1000);
      const content = `${base64({ alg: 'EdDSA', kid: 'bench', typ: 'JWT' })}.${base64({ iss: url, aud: 'disclosure-gateway', sub: personId, kind: 'OFFICER', iat: now, exp: now + 86_400 })}`;
      return `${content}.${sign(null, Buffer.from(content), privateKey).toString('base64url')}`;
    },
    close: () => server.close(),
  };
}
