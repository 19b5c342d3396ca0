export * from './review.aggregate.ts';
export * from './review.due.ts';
export * from './review.input.ts';
export * from './review.roles.ts';
export * from './review.type.ts';
export { REVIEW_MATTER, reviewWorkflow } from './review.workflow.ts';
export { clearanceWorkflow, lateClassificationWorkflow, reminderWorkflow, rightsHolderWorkflow, sensitivityWorkflow } from './side.workflow.ts';
