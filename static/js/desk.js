// The desk's behaviours; every page works without them.
import "./desk-keys.js";
import "./desk-once.js";
import "./desk-rows.js";
