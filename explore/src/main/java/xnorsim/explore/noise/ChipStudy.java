package xnorsim.explore.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Readout;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.Session;

/** A network on many random chips of the same design, against the ideal readout on the same images. */
public final class ChipStudy {
    private final Session session;
    private final NetworkReport ideal;

    /** Simulates the images of {@code session} with the ideal readout. */
    public ChipStudy(Session session) {
        this.session = session;
        this.ideal = session.withReadout(Readout.ideal()).run();
    }

    /** With the ideal readout. */
    public NetworkReport ideal() {
        return ideal;
    }

    /**
     * Simulates the chips that are not in the file yet.
     *
     * @param readout  whose seed numbers the chips
     * @param chips    number of chips, from number 0 on
     * @param records  of earlier chips; gets a line for each further one as soon as it is done
     * @param progress is notified of the number of finished images over all chips
     * @return results per chip, including further ones from the file
     * @throws xnorsim.base.InputException if the file contradicts the ideal readout
     */
    public List<ChipResult> run(AnalogReadout readout, int chips, Optional<ChipRecords> records,
            IntConsumer progress) {
        int images = ideal.images();
        records.ifPresent(file -> file.requireIdeal(images, ChipResult.of(ideal, ideal).correct()));
        List<ChipResult> results = new ArrayList<>(records.map(ChipRecords::results).orElse(List.of()));
        for (int chip = results.size(); chip < chips; chip++) {
            int before = chip * images;
            Readout own = readout.withVariation(readout.variation().withChip(chip));
            ChipResult result = ChipResult.of(ideal,
                    session.withReadout(own).run(done -> progress.accept(before + done)));
            records.ifPresent(file -> file.add(images, result));
            results.add(result);
        }
        return results;
    }
}
