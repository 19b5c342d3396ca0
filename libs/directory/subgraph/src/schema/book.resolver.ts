import type { BookName } from '@disclosure/directory-domain';
import { invalidInput, pageArguments } from '@disclosure/platform-graphql';
import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { officerFacts } from '../directory.context.ts';
import type { DirectoryContext } from '../directory.context.ts';
import { BOOK_NAMES } from '../use-cases/book.shell.ts';
import { loadBooks, loadRevisions } from './book.loader.ts';
import { Book, BookRevisionConnection, PageArgs } from './book.type.ts';
import { BookName as BookNameEnum } from './enums.type.ts';

@Resolver()
export class BookResolver {
  @Query(() => [Book], { description: 'The three books of reference with their newest revisions (参考簿). Officers only.' })
  async books(@Ctx() context: DirectoryContext): Promise<Book[]> {
    await officerFacts(context);
    return loadBooks(context, BOOK_NAMES);
  }

  @Query(() => BookRevisionConnection, { description: 'The revisions of a book, the newest first (参考簿版本). Officers only.' })
  async bookRevisions(@Ctx() context: DirectoryContext, @Arg('book', () => BookNameEnum, { description: 'The book (参考簿).' }) book: BookName, @Args(() => PageArgs) args: PageArgs): Promise<object> {
    await officerFacts(context);
    const page = pageArguments(args, { width: 1 });
    for (const [field, key] of [['after', page.after], ['before', page.before]] as const) if (key !== null && !Number.isSafeInteger(key[0])) throw invalidInput(field, '本列表返回的游标');
    return loadRevisions(context, book, page);
  }
}
