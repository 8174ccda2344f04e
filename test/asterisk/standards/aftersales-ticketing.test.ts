// These standards, held against what callers hear: every phrase in its place, every number measured.
import { lineSuite } from './line-suite.ts';

lineSuite('aftersales-ticketing', ['aftersales', 'ticketing']);
