import type { Rule } from '../types.ts';
import { calendarRules } from './calendar.rules.ts';
import { proactiveDisclosureRules } from './proactive-disclosure.rules.ts';
import { requestIntakeRules } from './request-intake.rules.ts';
import { requestClockRules } from './request-clocks.rules.ts';
import { feeRules } from './fees.rules.ts';
import { decisionRules } from './decisions.rules.ts';
import { serviceAndRemedyRules } from './service-and-remedies.rules.ts';
import { secrecyRules } from './secrecy.rules.ts';
import { catalogueRules } from './catalogue.rules.ts';
import { interpretationRules } from './interpretation.rules.ts';
import { opinionRules } from './opinion.rules.ts';
import { newMediaRules } from './new-media.rules.ts';
import { procurementRules } from './procurement.rules.ts';
import { documentRules } from './documents.rules.ts';
import { reportRules } from './reports.rules.ts';

/** The numbered rules that the platform enforces, sections A–O, in the order of the table. */
export const rules: readonly Rule[] = [
  ...calendarRules,
  ...proactiveDisclosureRules,
  ...requestIntakeRules,
  ...requestClockRules,
  ...feeRules,
  ...decisionRules,
  ...serviceAndRemedyRules,
  ...secrecyRules,
  ...catalogueRules,
  ...interpretationRules,
  ...opinionRules,
  ...newMediaRules,
  ...procurementRules,
  ...documentRules,
  ...reportRules,
];
