import { createHmac } from 'node:crypto';
import { issuerKeysFrom } from '@disclosure/platform-identity';
import type { IssuerKeys } from '@disclosure/platform-identity';

const derive = (secret: Buffer, purpose: string): Buffer => createHmac('sha256', secret).update(`disclosure:${purpose}`).digest();

/** Secret that the passwords of the database's roles derive from. */
export const roleSecret = (secret: Buffer): string => derive(secret, 'roles').toString('hex');
/** Password of the embedded PostgreSQL's owner. */
export const ownerPassword = (secret: Buffer): string => derive(secret, 'owner').toString('hex');
/** Master key of the file store. */
export const filesKey = (secret: Buffer): Buffer => derive(secret, 'files');
/** Key that links to files are sealed with. */
export const downloadsKey = (secret: Buffer): Buffer => derive(secret, 'downloads');
/** The platform's own issuer of short tokens: derived, so that the process that signs and the one that verifies share no file. */
export const platformIssuerKeys = (secret: Buffer): Promise<IssuerKeys> => issuerKeysFrom(derive(secret, 'platform-issuer'));
