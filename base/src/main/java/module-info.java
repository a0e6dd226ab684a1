/**
 * Shared foundation: one-sentence errors, strict readers, atomically written files, locked files.
 */
module xnorsim.base {
    requires static org.jspecify;
    requires transitive tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;
    requires org.apache.commons.compress;
    requires org.snakeyaml.engine;

    exports xnorsim.base;
}
