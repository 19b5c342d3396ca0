export { publicationManifest } from './manifest.ts';
export { noticeProposals } from './notice-import.ts';
export type { NoticeProposal } from './notice-import.ts';
export { parsePublicFileToken, publicFileToken, resolvePublicFile } from './public-file.ts';
export type { PublicFile } from './public-file.ts';
export { ATTACHMENT_PURPOSE } from './publication.services.ts';
export type { ClaimedFile, FileUse, PublicationServices } from './publication.services.ts';
