import type { CardName, CardRef } from '../../src/app/say/cards.ts';
import type { Forms } from '../../src/domain/form/forms.ts';
import { standardForms } from '../../src/domain/form/standard.ts';
import type { Registration } from '../../src/domain/registration/state.ts';
import { aMember, aMentor, anAdept, aPair, aProgramme, at, memberOf } from '../build.ts';
import { everyAnswer, everyKind, everyKindOptional } from '../forms/examples.ts';
import type { Scene, Written } from './scene.ts';

/** The steps of forms, with a field of each kind, and where what was answered is read. */

const MAJA = memberOf('maja');

export const formScenes = ({ name, text }: Written): Scene[] => {
  const fields = { name, about: text, wish: text };
  const mentor = aMentor('maja', fields);
  const adept = () => anAdept('ada', fields);
  const forms = (own: Forms) => aProgramme({ forms: own });
  const ofEach = (own: Forms) => anAdept('ada', { ...fields, programme: forms(own) });
  const answeringEach = (own: Forms) => ofEach(own).filledIn().answered(everyAnswer);
  const members = ['ada', 'maja'].map((id) => ({ ...aMember(id).state, name: `${name} ${id}` }));

  const scene = (title: string, card: CardName, state: Registration, own: Forms, more: Partial<Scene> = {}): Scene => ({
    name: `${card}: ${title}`,
    card,
    about: state.id,
    viewer: state.member,
    states: [...members, state],
    now: at('2026-03-02 09:30'),
    programme: forms(own),
    ...more,
  });
  const step = (title: string, state: Registration, id: string, own = standardForms, more: CardRef['args'] = {}) =>
    scene(title, 'form', state, own, { args: { step: id, ...more } });
  const pair = aPair();

  return [
    step('empty contact', mentor.state, 'contact'),
    step('from the summary', adept().filledIn().state, 'contact', standardForms, { then: 'summary' }),
    step('empty municipalities', mentor.state, 'municipalities'),
    step('some municipalities', aMentor('maja', fields).filledIn().state, 'municipalities'),
    step('empty presentation', mentor.state, 'presentation'),
    step('sent in', aMentor('maja', fields).submitted().state, 'presentation'),
    step('empty subject', adept().state, 'subject'),
    step('filled in', adept().filledIn().state, 'subject'),
    ...(['contact', 'subject'] as const).flatMap((id) => [
      step(`${id} with each kind, empty`, ofEach(everyKind).state, id, everyKind),
      step(`${id} with each kind, optional`, ofEach(everyKindOptional).state, id, everyKindOptional),
      step(`${id} with each kind, filled in`, answeringEach(everyKind).state, id, everyKind),
    ]),
    scene('with each kind', 'registration-summary', answeringEach(everyKind).state, everyKind),
    scene('with each kind', 'decision', answeringEach(everyKind).submitted().state, everyKind, { viewer: null }),
    scene(
      'asked, with each kind',
      'request-mentor',
      answeringEach(everyKindOptional).approved().state,
      everyKindOptional,
      {
        about: pair.state.id,
        viewer: MAJA,
        states: [
          ...members,
          aMentor('maja', fields).approved().state,
          answeringEach(everyKindOptional).approved().state,
          pair.state,
        ],
        now: pair.now,
      },
    ),
  ];
};
