import type { CardName } from '../cards.ts';
import type { DrawAny, DrawView, OpenContext } from '../view.ts';
import { accountsView, linkView, unlinkView } from './accounts.ts';
import { agreementFormView, agreementView, goOnView } from './agreement.ts';
import { decisionView, undeliveredView } from './board.ts';
import { mentorsView, requestAdeptView, requestMentorView, requestView } from './choice.ts';
import { formFieldView, formSettingsView } from './form-settings.ts';
import { endView } from './end.ts';
import { closingView, endedView } from './over.ts';
import { contactView, introductionView, pairView, pauseView, rulesView } from './pair.ts';
import { programmeFormView, programmeRulesView, programmeTextsView } from './programme-forms.ts';
import { programmePeopleView, programmesView, programmeView } from './programme.ts';
import { quietView } from './quiet.ts';
import { questionView, registrationView } from './registration-status.ts';
import { formView, summaryView } from './registration.ts';
import { joinView, roomView, seatsView } from './rooms.ts';
import { startView } from './start.ts';
import { troubleView } from './trouble.ts';
import { heldView, reminderView, talkPlanView, talkView } from './talks.ts';

/** What is about no programme, or about several. */
const OPEN_VIEWS = {
  start: startView,
  accounts: accountsView,
  link: linkView,
  unlink: unlinkView,
  programmes: programmesView,
  room: roomView,
  trouble: troubleView,
} satisfies Partial<Record<CardName, DrawView<OpenContext>>>;

/** What is about a programme itself. */
const PROGRAMME_VIEWS = {
  join: joinView,
  programme: programmeView,
  'programme-form': programmeFormView,
  'programme-rules': programmeRulesView,
  'programme-texts': programmeTextsView,
  'programme-people': programmePeopleView,
  'form-settings': formSettingsView,
  'form-field': formFieldView,
  seats: seatsView,
} satisfies Partial<Record<CardName, DrawView>>;

/** What is about something in a programme. */
const VIEWS: Record<Exclude<CardName, keyof typeof OPEN_VIEWS | keyof typeof PROGRAMME_VIEWS>, DrawView> = {
  form: formView,
  'registration-summary': summaryView,
  registration: registrationView,
  'registration-question': questionView,
  decision: decisionView,
  mentors: mentorsView,
  request: requestView,
  'request-adept': requestAdeptView,
  'request-mentor': requestMentorView,
  introduction: introductionView,
  contact: contactView,
  rules: rulesView,
  'go-on': goOnView,
  quiet: quietView,
  agreement: agreementView,
  'agreement-form': agreementFormView,
  pair: pairView,
  'talk-plan': talkPlanView,
  talk: talkView,
  reminder: reminderView,
  held: heldView,
  pause: pauseView,
  end: endView,
  closing: closingView,
  ended: endedView,
  undelivered: undeliveredView,
};

const isOpen = (card: CardName): card is keyof typeof OPEN_VIEWS => card in OPEN_VIEWS;
const isOfProgramme = (card: CardName): card is keyof typeof PROGRAMME_VIEWS => card in PROGRAMME_VIEWS;

/** Every card, drawn from the state as it stands, for whom may see it; null for everybody else. */
export const drawView: DrawAny = async (context) => {
  const { ref, programme } = context;
  const { card } = ref;
  if (isOpen(card)) return OPEN_VIEWS[card](context);
  if (!programme) return null;
  if (!isOfProgramme(card)) return VIEWS[card]({ ...context, programme });
  return ref.about === programme.id ? PROGRAMME_VIEWS[card]({ ...context, programme }) : null;
};
