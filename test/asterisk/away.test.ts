import { awayStories } from './support/away-story.ts';

awayStories(20);
