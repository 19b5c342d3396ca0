import { chineseDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { optionalTextRefusals, textRefusals } from '@disclosure/platform-subgraph';
import { CORRECTABLE_FACTS } from '@disclosure/requests-domain';
import type { CorrectableFact } from '@disclosure/requests-domain';
import { CorrectFactInput } from '../schema/after-reply.inputs.ts';
import type { Procedure } from './procedure.ts';

/** A wrong fact is corrected by the head of the office; those who handle the case are told what it was and is. */
export const facts: Procedure = {
  inputs: { correctFact: CorrectFactInput },
  plainEvents: { FactCorrected: '登记事项已更正，期限相应重新计算' },
  checks: {
    correctFact: (input: { reasons: string; proof?: string }) => [
      ...textRefusals(input.reasons, { field: 'input.reasons', label: '更正理由', max: 4000, multiline: true, clause: 'R-45' }), ...optionalTextRefusals(input.proof, { field: 'input.proof', label: '送达凭证', max: 4000, multiline: true }),
    ],
  },
  prepare: () => ({
    correctFact: (input: { fact: string; value?: string; proof?: string; reasons: string }, stash) => ({
      fact: input.fact, value: input.value, proof: input.proof?.trim() ? stash.text('serviceProof', input.proof.trim()) : undefined, reasons: stash.text('reasons', input.reasons.trim()),
    }),
  }),
  notices: ({ after, event }) => {
    if (event.type !== 'FactCorrected') return [];
    const { fact, was, value } = event.payload as { fact: CorrectableFact; was: LocalDate | null; value: LocalDate | null };
    const change = value === null ? '已补正' : `由${was === null ? '未定' : chineseDate(was)}更正为${chineseDate(value)}`;
    const division = after.leadDivision;
    return ['office:DISCLOSURE_OFFICER', ...(division === null ? [] : [`office:CASE_HANDLER:${division}`, `office:DIVISION_HEAD:${division}`])].map((recipient) => ({ kind: 'FACT_CORRECTED', recipient, message: `${after.number ?? ''}：${CORRECTABLE_FACTS[fact]}${change}。`, clause: 'R-45' }));
  },
};
