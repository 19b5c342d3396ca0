import { createHmac } from 'node:crypto';
import type { KeyRing } from '@disclosure/platform-files';
import { issuerKeysFrom } from '@disclosure/platform-identity';
import type { IssuerKeys } from '@disclosure/platform-identity';
import { keysFrom, rotateMaster } from '@disclosure/platform-persistence';
import type { Keys } from '@disclosure/platform-persistence';
import { StartRefused } from './options.ts';

const derive = (secret: Buffer, purpose: string): Buffer => createHmac('sha256', secret).update(`disclosure:${purpose}`).digest();

/** Secret that the passwords of the database's roles derive from. */
export const roleSecret = (secret: Buffer): string => derive(secret, 'roles').toString('hex');
/** Password of the embedded PostgreSQL's owner. */
export const ownerPassword = (secret: Buffer): string => derive(secret, 'owner').toString('hex');
/** Master key of the file store. */
export const filesKey = (secret: Buffer): Buffer => derive(secret, 'files');
/**
 * Further master keys, each with a secret of its own, in the order in which they were taken into use: `DISCLOSURE_MASTER_KEYS=m2:<64
 * hexadecimal digits>,m3:…`. The last one wraps, the others and the first (m1, of the platform's secret) still open. Throws StartRefused.
 */
function furtherMasters(text = process.env['DISCLOSURE_MASTER_KEYS'] ?? ''): readonly { readonly id: string; readonly secret: Buffer }[] {
  const masters = text.split(',').filter((pair) => pair.trim() !== '').map((pair) => {
    const [, id, digits] = /^\s*(m(?:[2-9]|[1-9]\d+)):([0-9a-f]{64})\s*$/i.exec(pair) ?? [];
    if (id === undefined || digits === undefined) throw new StartRefused('DISCLOSURE_MASTER_KEYS 的写法:m2:64位十六进制数，m3:64位十六进制数……');
    return { id, secret: Buffer.from(digits, 'hex') };
  });
  if (new Set(masters.map(({ id }) => id)).size < masters.length) throw new StartRefused('DISCLOSURE_MASTER_KEYS 中有两个主密钥的编号相同。');
  return masters;
}

/** All keys of the platform, with the master keys that it has been given since. */
export const keyRing = (secret: Buffer, further?: string): Keys => furtherMasters(further).reduce((keys, { id, secret: own }) => rotateMaster(keys, id, own), keysFrom(secret));

/** The file store's master keys. */
export function fileKeyRing(secret: Buffer, further?: string): KeyRing {
  const masters = furtherMasters(further);
  return { current: masters.at(-1)?.id ?? 'f1', keys: { f1: filesKey(secret), ...Object.fromEntries(masters.map(({ id, secret: own }) => [id, filesKey(own)])) } };
}

/** Key that links to files are sealed with. */
export const downloadsKey = (secret: Buffer): Buffer => derive(secret, 'downloads');
/** The platform's own issuer of short tokens: derived, so that the process that signs and the one that verifies share no file. */
export const platformIssuerKeys = (secret: Buffer): Promise<IssuerKeys> => issuerKeysFrom(derive(secret, 'platform-issuer'));
