import { action, guard } from '@disclosure/workflow';
import { findDivision } from '@disclosure/organisation';
import { said } from './request.folds.ts';
import type { Folds } from './request.folds.ts';
import type { RequestState } from './request.state.ts';
import { CLOSED_STAGES } from './vocabulary.ts';

interface Missing { readonly part: string; readonly label: string }

/** What the file of a request still lacks (DOC-06: request, proofs, letters, approvals, service). Empty: it can be closed. */
export function missingFromFile(state: RequestState): readonly Missing[] {
  const missing: Missing[] = [];
  if (state.servedOn !== null && !state.serviceProved) missing.push({ part: 'SERVICE_PROOF', label: '送达凭证' });
  if (state.positions['contest'] === 'CONTESTED') missing.push({ part: 'EXPLANATION', label: '对申请人异议的解释' });
  return missing;
}

const fileComplete = guard<RequestState>('fileComplete', 'A2-3', ({ state }) => {
  const missing = missingFromFile(state);
  return missing.length === 0 ? null : { code: 'FILE_INCOMPLETE', message: `案卷不完整，缺少：${missing.map(({ label }) => label).join('、')}。`, facts: { missing: missing.map(({ part }) => part).join(' ') } };
});

/** What was erased cannot be filed: letters and names are gone. */
const notErased = guard<RequestState>('notErased', 'R-45', ({ state }) => (state.erased ? { code: 'APPLICANT_ERASED', message: '申请人信息和文书已清除，不能再立卷或者导出。' } : null));

/** Archiving (归档), a row of the main line: the file is closed; no remedy is (foundations 3). */
export const archiveRows = {
  archiveRequest: action<RequestState>({
    title: '归档', sentence: '案卷齐全的，立卷归档；归档不影响申请人申请复议、提起诉讼。',
    from: [...CLOSED_STAGES], to: ['ARCHIVED'], by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [fileComplete, notErased], effects: [], event: 'RequestArchived', letter: 'ArchiveCover', clause: 'A2-3', rules: ['DOC-06'],
  }),
};

/** Taking the whole file out as one archive, for reconsideration and court (REM-12): recorded, since it holds the applicant's data. */
export const exportRows = {
  exportFile: action<RequestState>({
    title: '导出案卷', sentence: '将全部案卷（目录、文书、办理记录、期限计算和完整性证明）导出为一个压缩文件；导出记入办理记录。',
    from: ['NONE', 'KEPT'], to: ['KEPT'], by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'LEGAL_OFFICER'], guards: [notErased], effects: [], payload: () => ({}), event: 'FileExported', clause: 'R-45', rules: ['REM-12'],
  }),
};

export const archiveFolds: Folds = {
  RequestArchived: (state, event) => ({ ...state, archivedOn: event.effectiveOn }),
  FileExported: (state, event) => ({ ...state, exports: [...state.exports, said<{ digest: string }>(event).digest] }),
};

/** A division as letters and indexes call it. */
export const divisionName = (organisation: Parameters<typeof findDivision>[0], id: string | null): string => (id === null ? '' : (findDivision(organisation, id)?.name ?? id));
