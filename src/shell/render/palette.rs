//! Many colours -> at most 256, the commonest, so that a picture is a byte a pixel.

/// Bits of a channel that are told apart: finer steps are seen by nobody.
const BITS: usize = 6;
const MOST: usize = 256;

/// Opaque pixels as a palette (three bytes a colour) and an index for each pixel.
pub fn reduce(rgba: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let keys: Vec<usize> = rgba.chunks_exact(4).map(key).collect();
    let mut counts = vec![0_u32; 1 << (3 * BITS)];
    keys.iter().for_each(|key| counts[*key] += 1);
    let mut used: Vec<usize> = (0..counts.len()).filter(|key| counts[*key] > 0).collect();
    used.sort_by_key(|key| std::cmp::Reverse(counts[*key]));
    let kept: Vec<[u8; 3]> = used.iter().take(MOST).map(|key| colour(*key)).collect();
    let mut index = vec![0_u8; counts.len()];
    for key in used {
        let wanted = colour(key);
        let far = |kept: &[u8; 3]| kept.iter().zip(wanted).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>();
        let nearest = (0_u8..=255).zip(&kept).min_by_key(|(_, kept)| far(kept));
        index[key] = nearest.map_or(0, |(place, _)| place);
    }
    (kept.concat(), keys.into_iter().map(|key| index[key]).collect())
}

fn key(pixel: &[u8]) -> usize {
    pixel[..3].iter().fold(0, |key, byte| key << BITS | usize::from(byte >> (8 - BITS)))
}

fn colour(key: usize) -> [u8; 3] {
    [2, 1, 0].map(|place| {
        let step = u8::try_from(key >> (place * BITS) & ((1 << BITS) - 1)).unwrap_or_default();
        step << (8 - BITS) | step >> (2 * BITS - 8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_colours_stay_and_rare_ones_become_their_neighbours() {
        let many = [[0, 0, 0, 255], [255, 255, 255, 255], [255, 0, 0, 255]].into_iter().cycle().take(3000);
        // 1,000 greens that nobody else has, and each of them once.
        let rare = (0..1000_u32).map(|n| [0, (n / 32 * 8) as u8, (n % 32 * 8) as u8, 255]);
        let pixels: Vec<u8> = many.chain(rare).flatten().collect();
        let (palette, indexes) = reduce(&pixels);
        assert_eq!((palette.len(), indexes.len()), (3 * 256, 4000));
        let seen = |at: usize| &palette[3 * usize::from(indexes[at])..][..3];
        assert_eq!((seen(0), seen(1), seen(2)), (&[0, 0, 0][..], &[255, 255, 255][..], &[255, 0, 0][..]));
        assert!(seen(3999)[0] < 90, "no red in a green: {:?}", seen(3999));
    }
}
