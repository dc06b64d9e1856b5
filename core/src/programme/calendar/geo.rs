//! Converts places on the British National Grid to latitude and longitude for calendar programs, accurate to about five
//! metres.
//!
//! The method inverts the grid's Transverse Mercator projection on the Airy 1830 ellipsoid, then applies the Helmert
//! transformation from OSGB36 to WGS84. Both follow Ordnance Survey, "A guide to coordinate systems in Great Britain",
//! annexes B and C and section 6.6.

use crate::model::school::Location;

/// An ellipsoid, by its semi-axes in metres.
#[derive(Clone, Copy)]
struct Ellipsoid {
    a: f64,
    b: f64,
}

const AIRY: Ellipsoid = Ellipsoid { a: 6_377_563.396, b: 6_356_256.909 };
const WGS84: Ellipsoid = Ellipsoid { a: 6_378_137.0, b: 6_356_752.314_245 };

/// The scale on the central meridian, the true origin in degrees, and the origin's grid coordinates in metres.
const F0: f64 = 0.999_601_271_7;
const ORIGIN: (f64, f64) = (49.0, -2.0);
const GRID_ORIGIN: (f64, f64) = (400_000.0, -100_000.0);

impl Ellipsoid {
    fn e2(self) -> f64 {
        1.0 - (self.b * self.b) / (self.a * self.a)
    }
}

/// The latitude and longitude of a place in degrees (WGS84).
///
/// ```
/// use tercet::programme::calendar::geo::degrees;
/// use tercet::model::school::Location;
/// // The Royal Observatory in Greenwich.
/// let (latitude, longitude) = degrees(Location { easting: 538_883, northing: 177_322 });
/// assert!((latitude - 51.4778).abs() < 0.0005 && (longitude + 0.0015).abs() < 0.0005);
/// ```
#[must_use]
pub fn degrees(place: Location) -> (f64, f64) {
    let (latitude, longitude) = unproject(f64::from(place.easting), f64::from(place.northing));
    let (x, y, z) = helmert(cartesian(AIRY, latitude, longitude));
    geodetic(WGS84, x, y, z)
}

/// The length of the meridian arc from the origin to a latitude in radians.
fn arc(latitude: f64) -> f64 {
    let n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b);
    let (n2, n3) = (n * n, n * n * n);
    let origin = ORIGIN.0.to_radians();
    let (less, more) = (latitude - origin, latitude + origin);
    let terms = (1.0 + n + 1.25 * n2 + 1.25 * n3) * less - (3.0 * n + 3.0 * n2 + 2.625 * n3) * less.sin() * more.cos()
        + (1.875 * n2 + 1.875 * n3) * (2.0 * less).sin() * (2.0 * more).cos()
        - 35.0 / 24.0 * n3 * (3.0 * less).sin() * (3.0 * more).cos();
    AIRY.b * F0 * terms
}

/// Converts grid coordinates to latitude and longitude in radians on the Airy ellipsoid.
fn unproject(easting: f64, northing: f64) -> (f64, f64) {
    let north = northing - GRID_ORIGIN.1;
    let mut latitude = north / (AIRY.a * F0) + ORIGIN.0.to_radians();
    // Each iteration reduces the error to a thousandth. Ten iterations give a hundredth of a millimetre anywhere on the
    // grid.
    for _ in 0..10 {
        latitude += (north - arc(latitude)) / (AIRY.a * F0);
    }
    let (sin, tan) = (latitude.sin(), latitude.tan());
    let e2 = AIRY.e2();
    let nu = AIRY.a * F0 / (1.0 - e2 * sin * sin).sqrt();
    let rho = AIRY.a * F0 * (1.0 - e2) / (1.0 - e2 * sin * sin).powf(1.5);
    let eta2 = nu / rho - 1.0;
    let (tan2, tan4, sec) = (tan * tan, tan.powi(4), 1.0 / latitude.cos());
    let vii = tan / (2.0 * rho * nu);
    let viii = tan / (24.0 * rho * nu.powi(3)) * (5.0 + 3.0 * tan2 + eta2 - 9.0 * tan2 * eta2);
    let ix = tan / (720.0 * rho * nu.powi(5)) * (61.0 + 90.0 * tan2 + 45.0 * tan4);
    let x = sec / nu;
    let xi = sec / (6.0 * nu.powi(3)) * (nu / rho + 2.0 * tan2);
    let xii = sec / (120.0 * nu.powi(5)) * (5.0 + 28.0 * tan2 + 24.0 * tan4);
    let xiia = sec / (5040.0 * nu.powi(7)) * (61.0 + 662.0 * tan2 + 1320.0 * tan4 + 720.0 * tan.powi(6));
    let east = easting - GRID_ORIGIN.0;
    let north_of = latitude - vii * east.powi(2) + viii * east.powi(4) - ix * east.powi(6);
    let east_of = x * east - xi * east.powi(3) + xii * east.powi(5) - xiia * east.powi(7);
    (north_of, ORIGIN.1.to_radians() + east_of)
}

fn cartesian(on: Ellipsoid, latitude: f64, longitude: f64) -> (f64, f64, f64) {
    let nu = on.a / (1.0 - on.e2() * latitude.sin().powi(2)).sqrt();
    let level = nu * latitude.cos();
    (level * longitude.cos(), level * longitude.sin(), nu * (1.0 - on.e2()) * latitude.sin())
}

/// Converts OSGB36 to WGS84.
fn helmert((x, y, z): (f64, f64, f64)) -> (f64, f64, f64) {
    let scale = 1.0 - 20.4894e-6;
    let [rx, ry, rz] = [0.1502_f64, 0.2470, 0.8421].map(|seconds| (seconds / 3600.0).to_radians());
    (
        446.448 + scale * x - rz * y + ry * z,
        -125.157 + rz * x + scale * y - rx * z,
        542.060 - ry * x + rx * y + scale * z,
    )
}

/// Latitude and longitude in degrees.
fn geodetic(on: Ellipsoid, x: f64, y: f64, z: f64) -> (f64, f64) {
    let level = x.hypot(y);
    let mut latitude = (z / (level * (1.0 - on.e2()))).atan();
    for _ in 0..10 {
        let nu = on.a / (1.0 - on.e2() * latitude.sin().powi(2)).sqrt();
        latitude = ((z + on.e2() * nu * latitude.sin()) / level).atan();
    }
    (latitude.to_degrees(), y.atan2(x).to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_example_of_the_ordnance_survey_comes_out() {
        let (latitude, longitude) = unproject(651_409.903, 313_177.270);
        let expected = (52.0 + 39.0 / 60.0 + 27.2531 / 3600.0, 1.0 + 43.0 / 60.0 + 4.5177 / 3600.0);
        assert!((latitude.to_degrees() - expected.0).abs() < 1e-8, "{}", latitude.to_degrees());
        assert!((longitude.to_degrees() - expected.1).abs() < 1e-8, "{}", longitude.to_degrees());
    }
}
