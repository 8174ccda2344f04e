import { awayStories } from './support/away-story.ts';

awayStories(50, { apart: true });
