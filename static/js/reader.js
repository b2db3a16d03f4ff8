/* The scripts of the public pages. One entry, so that hashed names never load a module twice. */

import "./answer.js";
import "./evidence.js";
import "./filters.js";
import "./keys.js";
