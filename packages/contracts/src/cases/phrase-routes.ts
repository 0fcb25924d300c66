import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Abilities, Id, oneOf, RequestId, Text } from '../shapes.ts';

/** When a phrase is offered: to grant, to refuse, for the opinion of a step, for another reason. */
const Use = oneOf(['grant', 'refuse', 'opinion', 'reason']);
const Of = oneOf(['mine', 'office'], { description: 'mine: for myself · office: for everybody of my office' });

const Phrase = Type.Object({
  id: Type.String(),
  of: Of,
  use: Use,
  text: Type.String({ description: 'with variables such as {{申请人}} or {{applicant}}' }),
});

export const listPhrases = defineRoute({
  name: 'cases.listPhrases',
  method: 'GET',
  path: '/api/phrases',
  permission: 'official',
  summary: 'My phrases and those of my office',
  reply: Type.Object({
    phrases: Type.Array(Phrase),
    /** What may stand in braces, by either name. */
    variables: Type.Array(Text),
    abilities: Abilities,
  }),
  errors: [],
});

export const savePhrase = defineRoute({
  name: 'cases.savePhrase',
  method: 'POST',
  path: '/api/phrases',
  permission: 'official',
  summary: 'Keep a phrase; with an id, in place of that one',
  body: Type.Object(
    {
      requestId: RequestId,
      id: Type.Optional(Id),
      of: Of,
      use: Use,
      text: Type.String({ minLength: 2, maxLength: 500 }),
    },
    { additionalProperties: false },
  ),
  reply: Phrase,
  status: 201,
  errors: [
    'cases.phrase_missing',
    'cases.phrase_of_head',
    'cases.phrase_variables',
    'cases.phrase_there',
    'cases.too_many_phrases',
  ],
});

export const removePhrase = defineRoute({
  name: 'cases.removePhrase',
  method: 'DELETE',
  path: '/api/phrases/:phraseId',
  permission: 'official',
  summary: 'Remove a phrase',
  params: Type.Object({ phraseId: Id }),
  reply: 'empty',
  status: 204,
  errors: ['cases.phrase_missing', 'cases.phrase_of_head'],
});
