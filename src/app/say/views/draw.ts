import type { CardName } from '../cards.ts';
import type { DrawView } from '../view.ts';
import { accountsView, linkView, unlinkView } from './accounts.ts';
import { agreementFormView, agreementView, goOnView } from './agreement.ts';
import { decisionView, undeliveredView } from './board.ts';
import { mentorsView, requestAdeptView, requestMentorView, requestView } from './choice.ts';
import { endView } from './end.ts';
import { closingView, endedView } from './over.ts';
import { contactView, introductionView, pairView, pauseView, rulesView } from './pair.ts';
import { quietView } from './quiet.ts';
import { questionView, registrationView } from './registration-status.ts';
import * as steps from './registration.ts';
import { startView } from './start.ts';
import { troubleView } from './trouble.ts';
import { heldView, reminderView, talkPlanView, talkView } from './talks.ts';

const VIEWS: Record<CardName, DrawView> = {
  start: startView,
  accounts: accountsView,
  link: linkView,
  unlink: unlinkView,
  'registration-contact': steps.contactView,
  'registration-municipalities': steps.municipalitiesView,
  'registration-mentor': steps.mentorView,
  'registration-adept': steps.adeptView,
  'registration-summary': steps.summaryView,
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
  trouble: troubleView,
};

/** Every card, drawn from the state as it stands, for whom may see it; null for everybody else. */
export const drawView: DrawView = (context) => VIEWS[context.ref.card](context);
