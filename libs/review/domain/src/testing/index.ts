export * from './review.builder.ts';
