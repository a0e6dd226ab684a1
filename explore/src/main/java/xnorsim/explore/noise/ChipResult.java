package xnorsim.explore.noise;

import xnorsim.chip.run.NetworkReport;

/**
 * Result of one chip on the images.
 *
 * @param correct images that it classifies correctly
 * @param lost    images that the ideal readout classifies correctly and the chip does not
 * @param gained  images that the chip classifies correctly and the ideal readout does not
 */
public record ChipResult(int correct, int lost, int gained) {

    /** By comparison with the ideal readout on the same images. */
    public static ChipResult of(NetworkReport ideal, NetworkReport chip) {
        int correct = 0;
        int lost = 0;
        int gained = 0;
        for (int k = 0; k < chip.images(); k++) {
            boolean before = ideal.predictions().get(k).equals(ideal.labels().get(k));
            boolean now = chip.predictions().get(k).equals(chip.labels().get(k));
            correct += now ? 1 : 0;
            lost += before && !now ? 1 : 0;
            gained += now && !before ? 1 : 0;
        }
        return new ChipResult(correct, lost, gained);
    }

    /** Images that the ideal readout classifies correctly: the same for all chips. */
    public int rightIdeally() {
        return correct + lost - gained;
    }

    /** Whether these counts are possible for one chip, given the number of images. */
    public boolean isPossible(int images) {
        return gained <= correct && correct <= images - lost;
    }
}
