/** Certificates over all inputs, and the comparison of the simulation with exact arithmetic. */
module xnorsim.proof {
    requires static org.jspecify;
    requires tools.jackson.databind;
    requires transitive xnorsim.chip;

    exports xnorsim.proof.certificate;
    exports xnorsim.proof.exact;
    exports xnorsim.proof.verify;
}
