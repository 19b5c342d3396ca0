export * from './conditions.ts';
export * from './reply-content.guards.ts';
export * from './request.aggregate.ts';
export * from './request.folds.ts';
export * from './request.guards.ts';
export * from './request.state.ts';
export * from './request.workflow.ts';
export * from './vocabulary.ts';
