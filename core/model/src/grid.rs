//! Places on the British National Grid from what else people have: latitude and longitude, or a grid reference.
//!
//! The formulas are those of the Ordnance Survey's "A guide to coordinate systems in Great Britain": a Helmert transformation from
//! WGS84 to OSGB36, which is good to about 5 m, and the transverse Mercator projection of the National Grid.

use crate::school::Location;

/// An ellipsoid by its half axes in metres.
struct Ellipsoid {
    a: f64,
    b: f64,
}

impl Ellipsoid {
    const WGS84: Self = Self { a: 6_378_137.0, b: 6_356_752.314_2 };
    const AIRY_1830: Self = Self { a: 6_377_563.396, b: 6_356_256.909 };

    fn eccentricity_squared(&self) -> f64 {
        1.0 - (self.b * self.b) / (self.a * self.a)
    }
}

/// The place of a latitude and a longitude in degrees, as GPS and web maps give them (WGS84); none outside of the grid.
///
/// ```
/// use tercet_model::grid::from_degrees;
/// let charing_cross = from_degrees(51.5074, -0.1278).expect("London is on the grid");
/// assert_eq!((charing_cross.easting, charing_cross.northing), (530_029, 180_380));
/// assert_eq!(from_degrees(48.8566, 2.3522), None); // Paris
/// ```
#[must_use]
pub fn from_degrees(latitude: f64, longitude: f64) -> Option<Location> {
    if !((49.0..=61.5).contains(&latitude) && (-9.5..=2.5).contains(&longitude)) {
        return None;
    }
    let (latitude, longitude) = to_airy(latitude.to_radians(), longitude.to_radians());
    let (easting, northing) = project(latitude, longitude);
    let whole = |metres: f64, most: i32| {
        let metres = metres.round();
        #[expect(clippy::cast_possible_truncation, reason = "within the range that the filter leaves")]
        (0.0..=f64::from(most)).contains(&metres).then_some(metres as i32)
    };
    Some(Location { easting: whole(easting, Location::MOST_EAST)?, northing: whole(northing, Location::MOST_NORTH)? })
}

/// Geographic coordinates of WGS84 as those of OSGB36, both in radians: to space, through the Helmert transformation, and back.
fn to_airy(latitude: f64, longitude: f64) -> (f64, f64) {
    let (sin, cos) = latitude.sin_cos();
    let from = Ellipsoid::WGS84;
    let nu = from.a / (1.0 - from.eccentricity_squared() * sin * sin).sqrt();
    let (x, y, z) =
        (nu * cos * longitude.cos(), nu * cos * longitude.sin(), nu * (1.0 - from.eccentricity_squared()) * sin);
    let seconds = |seconds: f64| (seconds / 3_600.0).to_radians();
    let (tx, ty, tz, scale) = (-446.448, 125.157, -542.060, 1.0 + 20.489_4e-6);
    let (rx, ry, rz) = (seconds(-0.150_2), seconds(-0.247_0), seconds(-0.842_1));
    let (x, y, z) =
        (tx + scale * x - rz * y + ry * z, ty + rz * x + scale * y - rx * z, tz - ry * x + rx * y + scale * z);
    let to = Ellipsoid::AIRY_1830;
    let e2 = to.eccentricity_squared();
    let p = x.hypot(y);
    let mut latitude = z.atan2(p * (1.0 - e2));
    // Each step is some hundred times nearer; ten are far below a millimetre.
    for _ in 0..10 {
        let sin = latitude.sin();
        let nu = to.a / (1.0 - e2 * sin * sin).sqrt();
        latitude = (z + e2 * nu * sin).atan2(p);
    }
    (latitude, y.atan2(x))
}

/// The transverse Mercator projection of the National Grid, in metres; the letters are those of the guide.
fn project(latitude: f64, longitude: f64) -> (f64, f64) {
    let ellipsoid = Ellipsoid::AIRY_1830;
    let (f0, e0, n0) = (0.999_601_271_7, 400_000.0, -100_000.0);
    let (phi0, lambda0) = (49_f64.to_radians(), (-2_f64).to_radians());
    let (sin, cos) = latitude.sin_cos();
    let tan2 = (sin / cos) * (sin / cos);
    let e2 = ellipsoid.eccentricity_squared();
    let nu = ellipsoid.a * f0 / (1.0 - e2 * sin * sin).sqrt();
    let rho = ellipsoid.a * f0 * (1.0 - e2) / (1.0 - e2 * sin * sin).powf(1.5);
    let eta2 = nu / rho - 1.0;
    let n = (ellipsoid.a - ellipsoid.b) / (ellipsoid.a + ellipsoid.b);
    let (difference, sum) = (latitude - phi0, latitude + phi0);
    let (n2, n3) = (n * n, n * n * n);
    let m = ellipsoid.b
        * f0
        * ((1.0 + n + 1.25 * (n2 + n3)) * difference - (3.0 * (n + n2) + 2.625 * n3) * difference.sin() * sum.cos()
            + 1.875 * (n2 + n3) * (2.0 * difference).sin() * (2.0 * sum).cos()
            - 35.0 / 24.0 * n3 * (3.0 * difference).sin() * (3.0 * sum).cos());
    let (cos3, cos5, tan4) = (cos.powi(3), cos.powi(5), tan2 * tan2);
    let one = m + n0;
    let two = nu / 2.0 * sin * cos;
    let three = nu / 24.0 * sin * cos3 * (5.0 - tan2 + 9.0 * eta2);
    let three_a = nu / 720.0 * sin * cos5 * (61.0 - 58.0 * tan2 + tan4);
    let four = nu * cos;
    let five = nu / 6.0 * cos3 * (nu / rho - tan2);
    let six = nu / 120.0 * cos5 * (5.0 - 18.0 * tan2 + tan4 + 14.0 * eta2 - 58.0 * tan2 * eta2);
    let l = longitude - lambda0;
    let (l2, l3) = (l * l, l * l * l);
    let northing = one + two * l2 + three * l2 * l2 + three_a * l3 * l3;
    let easting = e0 + four * l + five * l3 + six * l3 * l2;
    (easting, northing)
}

/// The south-west corner of the square of a National Grid reference, such as `TQ 300 804`: two letters and as many digits east as
/// north, at most five. None for any other text.
///
/// ```
/// use tercet_model::grid::from_reference;
/// let place = from_reference("TQ 300 804").expect("a reference");
/// assert_eq!((place.easting, place.northing), (530_000, 180_400));
/// assert_eq!(from_reference("tq3080"), from_reference("TQ 30 80"));
/// assert_eq!(from_reference("TQ 300 80"), None);
/// ```
#[must_use]
pub fn from_reference(text: &str) -> Option<Location> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let (letters, digits) = (text.get(..2)?, text.get(2..)?);
    // The alphabet without I, five letters a row, from the north-west corner.
    let place = |letter: u8| {
        let position = i32::from(letter.checked_sub(b'A')?) - i32::from(letter > b'I');
        (letter.is_ascii_uppercase() && letter != b'I').then_some((position % 5, 4 - position / 5))
    };
    let (large, small) = (place(letters.as_bytes()[0])?, place(letters.as_bytes()[1])?);
    // The square S has the false origin at its south-west corner: two squares of 500 km east and one north of V's.
    let corner = |large: i32, origin: i32, small: i32| (large - origin) * 500_000 + small * 100_000;
    let (east, north) = (corner(large.0, 2, small.0), corner(large.1, 1, small.1));
    let half = digits.len() / 2;
    if digits.len() % 2 == 1 || half > 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let unit = 10_i32.pow(5 - u32::try_from(half).ok()?);
    let metres = |digits: &str| if digits.is_empty() { Some(0) } else { digits.parse::<i32>().ok().map(|n| n * unit) };
    let location = Location { easting: east + metres(&digits[..half])?, northing: north + metres(&digits[half..])? };
    let is_on_grid = (0..=Location::MOST_EAST).contains(&location.easting)
        && (0..=Location::MOST_NORTH).contains(&location.northing);
    is_on_grid.then_some(location)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: Location, b: (i32, i32), metres: i64) {
        let b = Location { easting: b.0, northing: b.1 };
        assert!(a.squared_metres(b) <= metres * metres, "{a:?} {b:?}");
    }

    #[test]
    fn the_example_of_the_guide_is_projected_to_the_millimetre() {
        // Annex C: 52 degrees 39' 27.2531" N, 1 degree 43' 4.5177" E on OSGB36 is 651409.903, 313177.270.
        let degrees = |d: f64, m: f64, s: f64| (d + m / 60.0 + s / 3_600.0).to_radians();
        let (easting, northing) = project(degrees(52.0, 39.0, 27.2531), degrees(1.0, 43.0, 4.5177));
        assert!(
            (easting - 651_409.903).abs() < 0.001 && (northing - 313_177.270).abs() < 0.001,
            "{easting} {northing}"
        );
    }

    #[test]
    fn known_places_are_where_they_are() {
        // The latitude and longitude of trig points and stations with their grid coordinates, to the 5 m of the transformation.
        let places = [
            ((52.657_98, 1.716_05), (651_410, 313_177)),  // Caister water tower
            ((51.477_93, -0.001_47), (538_886, 177_326)), // the Airy transit circle in Greenwich
            ((50.065_77, -5.714_76), (134_250, 25_100)),  // Land's End
        ];
        for ((latitude, longitude), grid) in places {
            near(from_degrees(latitude, longitude).unwrap(), grid, 100);
        }
    }

    #[test]
    fn references_of_every_length_name_the_same_corner() {
        let references = [("SU", (400_000, 100_000)), ("SU 3 1", (430_000, 110_000)), ("SU 38 14", (438_000, 114_000))];
        for (reference, corner) in references {
            near(from_reference(reference).unwrap(), corner, 0);
        }
        near(from_reference("SU 38700 14800").unwrap(), (438_700, 114_800), 0);
        near(from_reference("NN166712").unwrap(), (216_600, 771_200), 0); // Ben Nevis
        near(from_reference("HU 396 753").unwrap(), (439_600, 1_175_300), 0); // Shetland
        near(from_reference("SV 900 100").unwrap(), (90_000, 10_000), 0); // Scilly
    }

    #[test]
    fn what_is_no_reference_is_none() {
        for text in
            ["", "T", "TQ1", "TI 12 34", "1Q 12 34", "TQ 12 3", "TQ 123456 123456", "AA 1 1", "SW1A 1AA", "\u{f4}Q 12"]
        {
            assert_eq!(from_reference(text), None, "{text}");
        }
    }
}
