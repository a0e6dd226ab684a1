# Prints what a saved view shows at the times in $TIMES, then "end"; run by waveforms.sh.
foreach time $::env(TIMES) {
    gtkwave::setMarker $time
    foreach name [gtkwave::getDisplayedSignals] {
        puts "VALUE $time $name [gtkwave::getTraceValueAtMarkerFromName $name]"
    }
}
puts "VALUE end"
exit
