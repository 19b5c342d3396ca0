import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { PublicationContext } from '../publication.context.ts';
import { catalogueOf, categoryCounts } from './catalogue.loader.ts';
import type { Category } from './catalogue.loader.ts';
import { CatalogueCategory } from './catalogue.type.ts';

@Resolver(() => CatalogueCategory)
export class CatalogueResolver {
  @Query(() => [CatalogueCategory], { description: 'The disclosure section in its parts, each with what is below it (政府信息公开专栏、公开目录).' })
  async catalogue(@Ctx() context: PublicationContext): Promise<readonly object[]> {
    return (await catalogueOf(context)).childrenOf(null);
  }

  @Query(() => CatalogueCategory, { nullable: true, description: 'One category of the catalogue (类目); null where there is none.' })
  async catalogueCategory(@Arg('id', () => ID, { description: 'The category (代码).' }) id: string, @Ctx() context: PublicationContext): Promise<object | null> {
    return (await catalogueOf(context)).find(id);
  }

  @FieldResolver(() => CatalogueCategory, { nullable: true })
  async parent(@Root() { parentId }: Category, @Ctx() context: PublicationContext): Promise<object | null> {
    return parentId === null ? null : (await catalogueOf(context)).find(parentId);
  }

  @FieldResolver(() => [CatalogueCategory])
  async children(@Root() { id }: Category, @Ctx() context: PublicationContext): Promise<readonly object[]> {
    return (await catalogueOf(context)).childrenOf(id);
  }

  @FieldResolver(() => Int)
  async disclosureCount(@Root() { id }: Category, @Ctx() context: PublicationContext): Promise<number> {
    return (await categoryCounts(context)).get(id) ?? 0;
  }
}
