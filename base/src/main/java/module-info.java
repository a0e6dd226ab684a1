/** What every part needs of the operating system: files written whole, files held by one process, an orderly end. */
module xnorsim.base {
    requires static org.jspecify;

    exports xnorsim.base;
}
