import type { TroubleId } from '../../../domain/ids.ts';
import { momentInWords } from '../../../text/format.ts';
import type { DrawView, OpenContext } from '../view.ts';
import { factsOf, hereOf, plain, textsOf, viewOf } from './parts.ts';
import { isAdministrator } from './programme.ts';

/** What does not work, for administrators alone. */
export const troubleView: DrawView<OpenContext> = async (context) => {
  const { ref, reader } = context;
  if (!isAdministrator(context)) return null;
  const trouble = await reader.trouble(ref.about as TroubleId);
  if (!trouble) return null;
  const words = textsOf(context).cards.trouble;
  const { what, about, reason, count, firstAt, lastAt, status } = trouble;
  const said = words.what[what](about);
  const here = hereOf(context);
  const meanwhile = { open: words.meanwhile[what], again: words.again, over: words.over }[status];
  return viewOf(context, 'trouble', said, {
    title: status === 'over' ? words.overTitle : words.title,
    what: words.what[what](plain(about)),
    facts: factsOf(
      [words.count, what === 'channel' ? '' : String(count)],
      [words.reason, plain(reason)],
      [words.first, momentInWords(firstAt, here)],
      [words.last, firstAt.getTime() === lastAt.getTime() ? '' : momentInWords(lastAt, here)],
    ),
    meanwhile,
    canRetry: status === 'open',
  });
};
