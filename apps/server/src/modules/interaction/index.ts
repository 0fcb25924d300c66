/** Door of the interaction module: what people tell others about the services they used. */
export { interactionErrors } from './errors.ts';
export { createInteraction, type Interaction } from './interaction.ts';
