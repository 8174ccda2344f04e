#!/usr/bin/env node
// The command, whatever Node it is started with: goes on with the product's own.
import '../scripts/bootstrap.mjs';
