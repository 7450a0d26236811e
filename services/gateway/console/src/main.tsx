import { askEarly } from './boot';

askEarly();
void import('./application');
