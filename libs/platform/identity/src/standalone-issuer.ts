import { join } from 'node:path';
import { TokenIssuer } from './issuer.ts';
import { loadOrCreateIssuerKeys } from './keys.ts';
import type { IssuerKeys } from './issuer.ts';
import type { TokenActor } from './actor-claims.ts';

export const STANDALONE_ISSUER = 'urn:disclosure:standalone';

export interface StandaloneIssuerOptions {
  /** Where the key is kept, so that a token survives a restart and the token command can sign for a running platform. */
  readonly dataFolder: string;
  /** The value of NODE_ENV. */
  readonly nodeEnv: string | undefined;
  /** Says that sample identities are wanted even in production. */
  readonly allowSampleIdentities?: boolean;
}

/** Sample identities were asked for where real people work. */
export class SampleIdentitiesRefused extends Error {
  override readonly name = 'SampleIdentitiesRefused';
  constructor() {
    super('NODE_ENV=production:示例身份签发器不在生产环境中运行。请配置 OIDC 签发机构；确需使用示例身份的，须以选项 --allow-sample-identities 明示。');
  }
}

/** The small issuer of standalone: whoever holds the data folder can be any sample officer. It exists for trying the platform, and refuses production. */
export class StandaloneIssuer {
  readonly #issuer: TokenIssuer;

  private constructor(readonly keys: IssuerKeys) {
    this.#issuer = new TokenIssuer({ issuer: STANDALONE_ISSUER, keys, kinds: ['OFFICER', 'AGENCY_CLERK', 'MACHINE'], lifetimeSeconds: 12 * 60 * 60 });
  }

  /** Opens the issuer of a data folder, making its key the first time. Throws `SampleIdentitiesRefused` in production. */
  static async open(options: StandaloneIssuerOptions): Promise<StandaloneIssuer> {
    if (options.nodeEnv === 'production' && options.allowSampleIdentities !== true) throw new SampleIdentitiesRefused();
    return new StandaloneIssuer(await loadOrCreateIssuerKeys(join(options.dataFolder, 'keys', 'standalone-issuer.jwk')));
  }

  /** A bearer token, good for twelve hours, for a sample officer. */
  async issueToken(login: string, personId: string, machineNow: number): Promise<string> {
    return this.issue({ kind: 'OFFICER', personId }, machineNow, { preferred_username: login });
  }

  /** A bearer token for a sample clerk of another agency, or a sample machine client. */
  async issue(actor: TokenActor, machineNow: number, extraClaims: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return this.#issuer.issue(actor, machineNow, extraClaims);
  }
}
