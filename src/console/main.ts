import { createApp } from 'vue';
import { Shell } from './shell.tsx';
import { tellLanguage } from './text/text.ts';

tellLanguage();
createApp(Shell).mount('#console');
