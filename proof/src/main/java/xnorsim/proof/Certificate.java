package xnorsim.proof;

import java.util.List;

/**
 * A network whose fixed point decides as the real-valued equations do, on every input of so many time steps.
 *
 * @param network      name of the network
 * @param timeSteps    T; shorter inputs are covered as well
 * @param layers       every layer, the first and the last one included
 * @param fractionBits F that holds the parameters of every layer
 * @param membraneBits U that no membrane beside an array leaves at F fraction bits, at least 8
 */
public record Certificate(String network, int timeSteps, List<LayerCertificate> layers, int fractionBits,
        int membraneBits) {
    static final int FEWEST_MEMBRANE_BITS = 8;
    static final int MOST_MEMBRANE_BITS = 64;

    public Certificate {
        layers = List.copyOf(layers);
    }

    /** Whether every layer is certified and a membrane of 64 bits holds every value. */
    public boolean isCertified() {
        return membraneBits <= MOST_MEMBRANE_BITS && layers.stream().allMatch(LayerCertificate::isCertified);
    }
}
