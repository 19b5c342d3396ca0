export * from './department.ts';
export * from './request.builder.ts';
